package io.saigon.api.error;

import org.jspecify.annotations.Nullable;

/** Refusal of a call whose credentials lack the permission, or are not valid. */
public final class AccessDeniedException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param message what failed and what to do
   * @param serviceError the service's answer, or null if none answered
   * @param cause what it came from, or null
   */
  public AccessDeniedException(
      String message, @Nullable ServiceError serviceError, @Nullable Throwable cause) {
    super(message, serviceError, cause);
  }
}
