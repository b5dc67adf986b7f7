package io.saigon.api.cognito;

import io.saigon.api.error.SaigonException;
import java.util.Objects;

/**
 * A log-in needs an answer of the user before it succeeds; {@link #challenge()} carries what is
 * needed to go on.
 */
public final class ChallengeRequiredException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final transient Challenge challenge;

  /** Creates the failure. */
  public ChallengeRequiredException(Challenge challenge, String message) {
    super(message, null);
    this.challenge = Objects.requireNonNull(challenge, "challenge");
  }

  /** What is asked. */
  public Challenge challenge() {
    return challenge;
  }
}
