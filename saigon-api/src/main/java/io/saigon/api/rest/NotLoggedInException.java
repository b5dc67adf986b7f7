package io.saigon.api.rest;

import io.saigon.api.error.SaigonException;

/**
 * Call for a user who is not logged in: never logged in, logged out since, or removed to make room
 * for other users.
 */
public final class NotLoggedInException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param message which user is not logged in and what to do, without a password
   */
  public NotLoggedInException(String message) {
    super(message, null);
  }
}
