package io.saigon.api.rest;

import io.saigon.api.error.SaigonException;

/** What was waited for did not come about in the time that was allowed. */
public final class ConditionTimeoutException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final int looks;

  /**
   * Creates the failure.
   *
   * @param message what was waited for and for how long
   * @param looks how often it was looked for
   */
  public ConditionTimeoutException(String message, int looks) {
    super(message, null);
    this.looks = looks;
  }

  /** How often it was looked for. */
  public int looks() {
    return looks;
  }
}
