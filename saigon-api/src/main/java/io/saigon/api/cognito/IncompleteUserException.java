package io.saigon.api.cognito;

import io.saigon.api.error.SaigonException;
import java.util.Objects;

/**
 * Creation of a user of which a later step failed; {@link #user()} is the user who exists now, and
 * the cause is the failure.
 */
public final class IncompleteUserException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final transient CreatedUser user;

  /**
   * Creates the failure.
   *
   * @param user the user who exists now
   * @param message steps that are left to do
   * @param cause failure of the step
   */
  public IncompleteUserException(CreatedUser user, String message, SaigonException cause) {
    super(message, Objects.requireNonNull(cause, "cause").serviceError(), cause);
    this.user = Objects.requireNonNull(user, "user");
  }

  /**
   * Returns the user who exists now.
   *
   * @return the user
   */
  public CreatedUser user() {
    return user;
  }
}
