package io.saigon.api.cognito;

import io.vertx.core.Future;

/**
 * Log-in of users and their temporary IAM credentials, beside their administration.
 *
 * <p>Log-in, tokens and credentials need no AWS credentials. Besides what {@link CognitoIdp} says,
 * futures fail with {@link io.saigon.api.AuthenticationException} and {@link
 * ChallengeRequiredException}.
 */
public interface CognitoClient extends CognitoIdp {
  /** Logs a user in; a required new password is set to the same password. */
  default Future<CognitoTokens> loginUser(String username, String password) {
    return loginUser(LoginRequest.of(username, password));
  }

  /** Logs a user in and sets a new password if one is required. */
  default Future<CognitoTokens> loginUser(String username, String password, String newPassword) {
    return loginUser(LoginRequest.of(username, password).withNewPassword(newPassword));
  }

  /**
   * Logs a user in. A challenge that the request does not answer fails with {@link
   * ChallengeRequiredException}; go on with {@link #answerChallenge}.
   */
  Future<CognitoTokens> loginUser(LoginRequest request);

  /**
   * Logs a user in and lets a responder answer what the request does not: codes, custom challenges,
   * and a required new password if the request names none.
   */
  Future<CognitoTokens> loginUser(LoginRequest request, ChallengeResponder responder);

  /**
   * Goes on with a log-in that a challenge interrupted; in any process, as long as Cognito keeps
   * the log-in (minutes). Another challenge fails with {@link ChallengeRequiredException} again.
   */
  Future<CognitoTokens> answerChallenge(ChallengeAnswer answer);

  /**
   * New id and access tokens for a refresh token, and a new refresh token where the app client
   * rotates it.
   *
   * @throws IllegalArgumentException if the tokens hold no refresh token
   */
  Future<CognitoTokens> refresh(CognitoTokens tokens);

  /** Temporary IAM credentials of a logged-in user, from the identity pool. */
  Future<IamCredentials> iamCredentials(String idToken);

  /** Logs a user in and keeps tokens and credentials alive. */
  default Future<CognitoSession> openSession(String username, String password) {
    return openSession(LoginRequest.of(username, password));
  }

  /** Logs a user in as {@link #loginUser(LoginRequest)} does, and keeps what it got alive. */
  default Future<CognitoSession> openSession(LoginRequest request) {
    return loginUser(request).map(tokens -> session(request.username(), tokens));
  }

  /**
   * Logs a user in as {@link #loginUser(LoginRequest, ChallengeResponder)} does, and keeps what it
   * got alive.
   */
  default Future<CognitoSession> openSession(LoginRequest request, ChallengeResponder responder) {
    return loginUser(request, responder).map(tokens -> session(request.username(), tokens));
  }

  /**
   * Keeps tokens of a finished log-in alive, and gets IAM credentials for them when asked.
   *
   * @param username the name that the user logged in with
   * @param tokens of this app client
   * @throws IllegalArgumentException if the tokens are not of this pool and app client
   */
  CognitoSession session(String username, CognitoTokens tokens);
}
