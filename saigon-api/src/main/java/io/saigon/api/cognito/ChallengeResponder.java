package io.saigon.api.cognito;

import io.vertx.core.Future;

/** Answers what Cognito asks during a log-in, such as by asking the user for a code. */
@FunctionalInterface
public interface ChallengeResponder {
  /**
   * Answers one challenge; asked again if Cognito asks again.
   *
   * @return the answer; a failure ends the log-in with it
   */
  Future<ChallengeAnswer> respond(Challenge challenge);
}
