package io.saigon.api.error;

import org.jspecify.annotations.Nullable;

/** Absence of the requested secret, parameter, object, bucket, user or pool. */
public final class NotFoundException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param message what failed and what to do
   * @param serviceError the service's answer, or null if none answered
   * @param cause what it came from, or null
   */
  public NotFoundException(
      String message, @Nullable ServiceError serviceError, @Nullable Throwable cause) {
    super(message, serviceError, cause);
  }
}
