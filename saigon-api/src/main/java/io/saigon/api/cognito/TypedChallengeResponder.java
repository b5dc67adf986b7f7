package io.saigon.api.cognito;

import io.saigon.api.cognito.Challenge.AuthFactorRequired;
import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.Challenge.MfaSetupRequired;
import io.saigon.api.cognito.Challenge.MfaTypeRequired;
import io.saigon.api.cognito.Challenge.NewPasswordRequired;
import io.saigon.api.cognito.Challenge.Other;
import io.saigon.api.cognito.Challenge.PasswordRequired;
import io.saigon.api.cognito.Challenge.SoftwareTokenSetup;
import io.saigon.api.cognito.Challenge.WebAuthnRequired;
import io.vertx.core.Future;
import java.util.stream.Stream;

/**
 * A responder with one method for each kind of challenge. Kinds that an application does not
 * override end the log-in with {@link ChallengeRequiredException}, except a choice of second
 * factors, which is made.
 */
public interface TypedChallengeResponder extends ChallengeResponder {
  @Override
  default Future<ChallengeAnswer> respond(Challenge challenge) {
    if (challenge instanceof CodeRequired code) {
      return code(code);
    }
    if (challenge instanceof NewPasswordRequired newPassword) {
      return newPassword(newPassword);
    }
    if (challenge instanceof MfaSetupRequired setup) {
      return mfaSetup(setup);
    }
    if (challenge instanceof MfaTypeRequired choice) {
      return mfaType(choice);
    }
    if (challenge instanceof AuthFactorRequired choice) {
      return authFactor(choice);
    }
    if (challenge instanceof PasswordRequired password) {
      return password(password);
    }
    if (challenge instanceof WebAuthnRequired passkey) {
      return webAuthn(passkey);
    }
    return challenge instanceof Other other ? other(other) : unanswered(challenge);
  }

  /**
   * Answers with a code that was sent, or that an authenticator app shows.
   *
   * @param challenge the challenge
   * @return the answer; a failure ends the log-in with it
   */
  default Future<ChallengeAnswer> code(CodeRequired challenge) {
    return unanswered(challenge);
  }

  /**
   * Answers with a new password.
   *
   * @param challenge the challenge
   * @return the answer; a failure ends the log-in with it
   */
  default Future<ChallengeAnswer> newPassword(NewPasswordRequired challenge) {
    return unanswered(challenge);
  }

  /**
   * Answers with the set-up of a second factor: a {@link SoftwareTokenSetup} that {@link
   * CognitoClient#associateSoftwareToken(MfaSetupRequired)} returns, answered with a code, or an
   * e-mail address.
   *
   * @param challenge the challenge
   * @return the answer; a failure ends the log-in with it
   */
  default Future<ChallengeAnswer> mfaSetup(MfaSetupRequired challenge) {
    return unanswered(challenge);
  }

  /**
   * Answers with one of several second factors: here with the authenticator app, else with e-mail,
   * else with SMS.
   *
   * @param challenge the challenge
   * @return the answer; a failure ends the log-in with it
   */
  default Future<ChallengeAnswer> mfaType(MfaTypeRequired challenge) {
    return Stream.of(CodeMedium.TOTP, CodeMedium.EMAIL, CodeMedium.SMS)
        .filter(challenge.available()::contains)
        .findFirst()
        .map(factor -> Future.succeededFuture(challenge.answer(factor)))
        .orElseGet(() -> unanswered(challenge));
  }

  /**
   * Answers with the first factor of a choice-based log-in.
   *
   * @param challenge the challenge
   * @return the answer; a failure ends the log-in with it
   */
  default Future<ChallengeAnswer> authFactor(AuthFactorRequired challenge) {
    return unanswered(challenge);
  }

  /**
   * Answers with the password of a choice-based log-in.
   *
   * @param challenge the challenge
   * @return the answer; a failure ends the log-in with it
   */
  default Future<ChallengeAnswer> password(PasswordRequired challenge) {
    return unanswered(challenge);
  }

  /**
   * Answers with an assertion of a passkey.
   *
   * @param challenge the challenge
   * @return the answer; a failure ends the log-in with it
   */
  default Future<ChallengeAnswer> webAuthn(WebAuthnRequired challenge) {
    return unanswered(challenge);
  }

  /**
   * Answers any other challenge, custom ones included.
   *
   * @param challenge the challenge
   * @return the answer; a failure ends the log-in with it
   */
  default Future<ChallengeAnswer> other(Other challenge) {
    return unanswered(challenge);
  }

  private static Future<ChallengeAnswer> unanswered(Challenge challenge) {
    return Future.failedFuture(ChallengeRequiredException.of(challenge));
  }
}
