package io.saigon.api.cognito;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;

/**
 * Log-in of users and their temporary IAM credentials, beside their administration.
 *
 * <p>Log-in, tokens and credentials need no AWS credentials. Besides those of {@link CognitoIdp},
 * futures fail with {@link io.saigon.api.error.AuthenticationException}, {@link
 * ChallengeRequiredException}, and {@link io.saigon.api.error.ConfigurationException} if app client
 * and user pool do not belong together. After close {@link #session} and {@code sessions} throw
 * {@link io.saigon.api.error.ClosedException}.
 */
public interface CognitoClient extends CognitoIdp, CognitoSelfService {
  /**
   * Returns a view of this client whose calls carry data for the pool's Lambda triggers, threat
   * protection and analytics, wherever Cognito takes it; so do the renewals of sessions that the
   * view opens.
   *
   * @param context the data, in place of that of this client
   * @return the view, which ends with this client
   */
  @Override
  CognitoClient withCallContext(CognitoCallContext context);

  /**
   * Logs a user in, and keeps tokens and credentials alive.
   *
   * @param request user and passwords
   * @return the session; fails with {@link ChallengeRequiredException} for a challenge that the
   *     request does not answer, which {@link #answerChallenge} does
   */
  Future<CognitoSession> openSession(LoginRequest request);

  /**
   * Logs a user in, keeps tokens and credentials alive, and lets a responder answer the challenges
   * that the request does not: codes, custom challenges, and a required new password if the request
   * names none.
   *
   * @param request user and passwords
   * @param responder answers challenges
   * @return the session; fails as the responder does
   */
  Future<CognitoSession> openSession(LoginRequest request, ChallengeResponder responder);

  /**
   * Logs a user in with a password that is not a temporary one, without a session.
   *
   * @param username user name or alias
   * @param password password
   * @return tokens; fails as {@link #openSession(LoginRequest)} does
   */
  default Future<CognitoTokens> loginUser(String username, String password) {
    return openSession(LoginRequest.of(username, password)).compose(CognitoSession::tokens);
  }

  /**
   * Logs a user in without a session, and sets a new password if one is required.
   *
   * @param username user name or alias
   * @param password password
   * @param newPassword password to set if a new one is required
   * @return tokens; fails as {@link #openSession(LoginRequest)} does
   */
  default Future<CognitoTokens> loginUser(String username, String password, String newPassword) {
    Objects.requireNonNull(newPassword, "newPassword");
    return openSession(LoginRequest.of(username, password).withNewPassword(newPassword))
        .compose(CognitoSession::tokens);
  }

  /**
   * Continues a log-in that a challenge interrupted; in any process, as long as Cognito keeps the
   * log-in (minutes).
   *
   * @param answer answer to the challenge
   * @return tokens; fails with {@link ChallengeRequiredException} for a further challenge
   */
  Future<CognitoTokens> answerChallenge(ChallengeAnswer answer);

  /**
   * Begins the enrolment of an authenticator app that a log-in demands.
   *
   * @param challenge the challenge
   * @return the challenge to answer with a code of the app
   * @throws IllegalArgumentException if the challenge does not offer {@link CodeMedium#TOTP}
   */
  Future<Challenge.SoftwareTokenSetup> associateSoftwareToken(Challenge.MfaSetupRequired challenge);

  /**
   * Gets new id and access tokens for a refresh token, and a new refresh token where the app client
   * rotates it.
   *
   * @param tokens tokens of this app client
   * @return new tokens
   * @throws IllegalArgumentException if the tokens hold no refresh token
   */
  Future<CognitoTokens> refresh(CognitoTokens tokens);

  /**
   * Gets temporary IAM credentials of a logged-in user from the identity pool.
   *
   * @param idToken the user's id token
   * @return the credentials; fails with {@link io.saigon.api.error.ConfigurationException} if the
   *     client has no identity pool
   */
  Future<IamCredentials> iamCredentials(String idToken);

  /**
   * Creates a session that keeps tokens of a finished log-in alive, such as those of {@link
   * #answerChallenge}, and gets IAM credentials for them on demand.
   *
   * @param username the name that the user logged in with
   * @param tokens tokens of this app client
   * @return the session
   * @throws IllegalArgumentException if the tokens are not of this pool and app client
   */
  CognitoSession session(String username, CognitoTokens tokens);

  /**
   * Restores a session that was saved, in this or another process. The signatures of its tokens are
   * verified with the pool's public keys, and user id and user name are those of the tokens;
   * whether the tokens have expired does not matter.
   *
   * <p>That proves the user of the tokens, and not their sender: a reader or writer of the stored
   * bytes can act as the user they were saved for. Store them encrypted and authenticated, bound to
   * their user, such as by AES-GCM with the user's id as associated data.
   *
   * @param saved result of {@link CognitoSession#save()}
   * @return the session; fails with {@link io.saigon.api.error.AuthenticationException} if the
   *     bytes are damaged, altered, of an unknown version, or of another pool or app client, and
   *     with another {@link io.saigon.api.error.SaigonException} if the pool's keys are not known
   *     and cannot be fetched
   */
  Future<CognitoSession> restoreSession(Buffer saved);

  /**
   * Creates an empty registry of sessions.
   *
   * @param most largest number of sessions; the one not used for longest is removed for a further
   *     one
   * @return the registry
   */
  CognitoSessions sessions(int most);

  /**
   * Creates a registry of sessions that nodes share by a store.
   *
   * @param most largest number of sessions in the memory of this node; the one not used for longest
   *     stays in the store alone
   * @param store the store, which the application closes after the {@link io.saigon.api.Saigon}
   * @return the registry
   * @throws IllegalArgumentException if {@code most} is below 1
   */
  CognitoStoredSessions sessions(int most, SessionStore store);

  /**
   * Registers a user, who then confirms with a code if the pool requires one.
   *
   * @param request name, password and attributes
   * @return the user, and the destination of the code
   */
  Future<SignedUp> signUp(SignUpRequest request);

  /**
   * Confirms a sign-up with the code that was sent to the user.
   *
   * @param username user name or alias
   * @param code the code
   * @return completes when the user is confirmed
   */
  Future<Void> confirmSignUp(String username, String code);

  /**
   * Sends the code for a sign-up again.
   *
   * @param username user name or alias
   * @return destination of the code
   */
  Future<CodeDelivery> resendConfirmationCode(String username);

  /**
   * Sends a code for a new password to a user who forgot the old one.
   *
   * @param username user name or alias
   * @return destination of the code
   */
  Future<CodeDelivery> forgotPassword(String username);

  /**
   * Sets a new password with the code that was sent to the user.
   *
   * @param username user name or alias
   * @param code the code
   * @param newPassword password to set
   * @return completes when the password is set
   */
  Future<Void> confirmForgotPassword(String username, String code, String newPassword);
}
