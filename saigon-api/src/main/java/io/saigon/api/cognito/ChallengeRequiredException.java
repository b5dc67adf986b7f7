package io.saigon.api.cognito;

import io.saigon.api.error.SaigonException;
import java.util.Objects;

/**
 * A log-in that needs an answer of the user before it succeeds; {@link #challenge()} carries all
 * that {@link CognitoClient#answerChallenge} needs.
 */
public final class ChallengeRequiredException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final transient Challenge challenge;

  /**
   * Creates the failure.
   *
   * @param challenge the challenge
   * @param message which challenge it is and what to do, without a secret
   */
  public ChallengeRequiredException(Challenge challenge, String message) {
    super(message, null);
    this.challenge = Objects.requireNonNull(challenge, "challenge");
  }

  /**
   * Returns the challenge to answer.
   *
   * @return the challenge
   */
  public Challenge challenge() {
    return challenge;
  }
}
