package io.saigon.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Lack of a complete answer: refused or broken connection, name not resolved, TLS failure or
 * time-out.
 */
public final class TransportException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param message which endpoint failed how, and what to check
   * @param cause what it came from, or null
   */
  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
