package io.saigon.api.cognito;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Log-in of users and their temporary IAM credentials, beside their administration.
 *
 * <p>Log-in, tokens and credentials need no AWS credentials. Besides what {@link CognitoIdp} says,
 * futures fail with {@link io.saigon.api.error.AuthenticationException}, {@link
 * ChallengeRequiredException}, and {@link io.saigon.api.error.ConfigurationException} if app client
 * and user pool do not belong together. After close {@link #session} and {@link #sessions} throw
 * {@link io.saigon.api.error.ClosedException}.
 */
public interface CognitoClient extends CognitoIdp {
  /**
   * Logs a user in with a password that is not a temporary one.
   *
   * @param username user name or alias
   * @param password password
   * @return tokens; fails with {@link ChallengeRequiredException} if a new password is required
   */
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

  /**
   * Logs a user in with a password that is not a temporary one, and keeps tokens and credentials
   * alive.
   *
   * @param username user name or alias
   * @param password password
   * @return the session; fails with {@link ChallengeRequiredException} if a new password is
   *     required
   */
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

  /**
   * Restores a session that was saved, in this or another process. The signatures of its tokens are
   * verified with the pool's public keys, and user id and user name are those of the tokens;
   * whether the tokens have expired does not matter.
   *
   * <p>That proves whose tokens they are, and not who brings them: whoever can read or replace
   * stored bytes can act as the user they were saved for. Store them encrypted and authenticated,
   * bound to their user, such as by AES-GCM with the user's id as associated data.
   *
   * @param saved what {@link CognitoSession#save()} gave
   * @return the session; fails with {@link io.saigon.api.error.AuthenticationException} if the
   *     bytes are damaged, altered, of an unknown version, or of another pool or app client, and
   *     with another {@link io.saigon.api.error.SaigonException} if the pool's keys are not known
   *     and cannot be fetched
   */
  Future<CognitoSession> restoreSession(Buffer saved);

  /**
   * An empty registry of sessions.
   *
   * @param most how many it keeps; the one not used for longest is forgotten for a further one
   */
  CognitoSessions sessions(int most);

  /** Registers a user, who then confirms with a code if the pool asks for one. */
  Future<SignedUp> signUp(SignUpRequest request);

  /** Confirms a sign-up with the code that the user got. */
  Future<Void> confirmSignUp(String username, String code);

  /** Sends the code for a sign-up again. */
  Future<CodeDelivery> resendConfirmationCode(String username);

  /** Sends a code for a new password to a user who forgot the old one. */
  Future<CodeDelivery> forgotPassword(String username);

  /** Sets a new password with the code that the user got. */
  Future<Void> confirmForgotPassword(String username, String code, String newPassword);

  /** Changes the password of a logged-in user. */
  Future<Void> changePassword(String accessToken, String oldPassword, String newPassword);

  /**
   * Revokes all refresh tokens of a logged-in user, whatever device they are on. Id and access
   * tokens work until they expire where nobody asks Cognito about them.
   */
  Future<Void> globalSignOut(String accessToken);
}
