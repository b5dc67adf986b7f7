package io.saigon.api.cognito;

import io.vertx.core.Future;

/**
 * Log-in of users and their temporary IAM credentials, beside their administration.
 *
 * <p>Besides what {@link CognitoIdp} says, futures fail with {@link
 * io.saigon.api.AuthenticationException} and {@link ChallengeRequiredException}.
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

  /** Logs a user in. */
  Future<CognitoTokens> loginUser(LoginRequest request);

  /** New id and access tokens for a refresh token. */
  Future<CognitoTokens> refresh(String username, String refreshToken);

  /** Temporary IAM credentials of a logged-in user, from the identity pool. */
  Future<IamCredentials> iamCredentials(String idToken);

  /** Logs a user in and keeps tokens and credentials alive. */
  default Future<CognitoSession> openSession(String username, String password) {
    return openSession(LoginRequest.of(username, password));
  }

  /** Logs a user in and keeps tokens and credentials alive. */
  Future<CognitoSession> openSession(LoginRequest request);
}
