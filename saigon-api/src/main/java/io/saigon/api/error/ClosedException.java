package io.saigon.api.error;

import io.saigon.api.Saigon;

/**
 * Use of an object that is closed: by its own {@code close()}, with the {@link Saigon} that created
 * it, or with the verticle or the Vert.x instance that it belongs to.
 */
public final class ClosedException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param message what is closed, and what to use instead
   */
  public ClosedException(String message) {
    super(message, null);
  }
}
