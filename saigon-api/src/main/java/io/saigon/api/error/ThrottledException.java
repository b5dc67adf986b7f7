package io.saigon.api.error;

import org.jspecify.annotations.Nullable;

/** Refusal of a call because of too many requests; try again later. */
public final class ThrottledException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param message what failed and what to do
   * @param serviceError the service's answer, or null if none answered
   * @param cause what it came from, or null
   */
  public ThrottledException(
      String message, @Nullable ServiceError serviceError, @Nullable Throwable cause) {
    super(message, serviceError, cause);
  }
}
