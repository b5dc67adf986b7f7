package io.saigon.api.cognito;

import io.vertx.core.Future;

/** Answers the challenges of a log-in, such as by prompting the user for a code. */
@FunctionalInterface
public interface ChallengeResponder {
  /**
   * Answers one challenge; called again for each further one.
   *
   * @param challenge the challenge
   * @return the answer; a failure ends the log-in with it
   */
  Future<ChallengeAnswer> respond(Challenge challenge);
}
