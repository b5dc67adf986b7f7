package io.saigon.api.error;

import org.jspecify.annotations.Nullable;

/** Error response of a service that has no type of its own; see {@link #serviceError()}. */
public final class ServiceException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param message what failed and what to do
   * @param serviceError the service's answer, or null if none answered
   * @param cause what it came from, or null
   */
  public ServiceException(
      String message, @Nullable ServiceError serviceError, @Nullable Throwable cause) {
    super(message, serviceError, cause);
  }
}
