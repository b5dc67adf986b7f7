package io.saigon.api.rest;

import io.saigon.api.error.SaigonException;

/** Time-out of a wait for a condition. */
public final class ConditionTimeoutException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final int attempts;

  /**
   * Creates the failure.
   *
   * @param message the condition and the time that was allowed
   * @param attempts number of times that the condition was checked
   */
  public ConditionTimeoutException(String message, int attempts) {
    super(message, null);
    this.attempts = attempts;
  }

  /**
   * Returns the number of times that the condition was checked.
   *
   * @return at least 0
   */
  public int attempts() {
    return attempts;
  }
}
