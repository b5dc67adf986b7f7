package io.saigon.api.cognito;

import io.saigon.api.error.SaigonException;
import java.util.Objects;

/**
 * A user was created but not all that was asked for could be done; {@link #user()} tells who exists
 * now, and the cause what went wrong.
 */
public final class IncompleteUserException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final transient CreatedUser user;

  /**
   * Creates the failure.
   *
   * @param user who exists now
   * @param message what is left to do
   * @param cause what went wrong
   */
  public IncompleteUserException(CreatedUser user, String message, SaigonException cause) {
    super(message, cause.serviceError(), cause);
    this.user = Objects.requireNonNull(user, "user");
  }

  /** Who exists now. */
  public CreatedUser user() {
    return user;
  }
}
