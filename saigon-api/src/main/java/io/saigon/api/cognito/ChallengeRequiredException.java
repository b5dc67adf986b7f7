package io.saigon.api.cognito;

import io.saigon.api.cognito.Challenge.AuthFactorRequired;
import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.Challenge.MfaSetupRequired;
import io.saigon.api.cognito.Challenge.MfaTypeRequired;
import io.saigon.api.cognito.Challenge.NewPasswordRequired;
import io.saigon.api.cognito.Challenge.PasswordRequired;
import io.saigon.api.cognito.Challenge.SoftwareTokenSetup;
import io.saigon.api.cognito.Challenge.WebAuthnRequired;
import io.saigon.api.error.SaigonException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

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
   * Creates the failure of a log-in whose challenge is not answered.
   *
   * @param challenge the challenge
   * @return the failure, whose message says what the challenge needs and how to answer it
   */
  public static ChallengeRequiredException of(Challenge challenge) {
    Objects.requireNonNull(challenge, "challenge");
    return new ChallengeRequiredException(
        challenge,
        "The log-in of '%s' needs %s; give it by a ChallengeResponder, in CognitoClient.openSession(request, responder) or AwsSigV4RestClient.login(request, responder)%s, or later by CognitoClient.answerChallenge"
            .formatted(
                challenge.username(),
                required(challenge),
                challenge instanceof NewPasswordRequired
                    ? ", by LoginRequest.withNewPassword"
                    : ""));
  }

  private static String required(Challenge challenge) {
    if (challenge instanceof NewPasswordRequired password) {
      Set<String> attributes = new TreeSet<>(password.requiredAttributes());
      return "a new password" + (attributes.isEmpty() ? "" : " and the attributes " + attributes);
    }
    if (challenge instanceof CodeRequired code) {
      return "a code (" + code.medium() + ")";
    }
    if (challenge instanceof MfaSetupRequired setup) {
      return "a second factor to be set up, one of " + new TreeSet<>(setup.available());
    }
    if (challenge instanceof MfaTypeRequired choice) {
      return "a choice of the second factor, one of " + new TreeSet<>(choice.available());
    }
    if (challenge instanceof AuthFactorRequired choice) {
      return "a choice of the first factor, one of " + new TreeSet<>(choice.available());
    }
    if (challenge instanceof PasswordRequired) {
      return "the password";
    }
    if (challenge instanceof WebAuthnRequired) {
      return "an assertion of a passkey";
    }
    return challenge instanceof SoftwareTokenSetup
        ? "a code of the authenticator app that is being enrolled"
        : "an answer to " + challenge.name();
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
