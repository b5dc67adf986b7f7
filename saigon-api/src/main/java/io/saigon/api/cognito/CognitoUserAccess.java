package io.saigon.api.cognito;

import io.vertx.core.Future;

/**
 * Administration of how the users of one user pool may log in; needs AWS credentials that may do
 * so. Futures fail as those of {@link CognitoIdp} do, with {@link
 * io.saigon.api.error.NotFoundException} if there is no such user.
 */
public interface CognitoUserAccess {
  /**
   * Sets a user's password, which lasts. A user with a temporary password, or one who must reset
   * it, is confirmed by that.
   *
   * @param username user name or alias
   * @param password the password
   * @return completes when the password is set; fails with {@link
   *     io.saigon.api.error.AuthenticationException}, reason {@code INVALID_PASSWORD}, if it does
   *     not satisfy the pool's policy
   * @throws IllegalArgumentException if the name or the password is blank
   */
  Future<Void> setUserPassword(String username, String password);

  /**
   * Sets a temporary password of a user, which the next log-in replaces ({@link
   * Challenge.NewPasswordRequired}).
   *
   * @param username user name or alias
   * @param password the password
   * @return completes when the password is set; fails as {@link #setUserPassword} does
   * @throws IllegalArgumentException if the name or the password is blank
   */
  Future<Void> setTemporaryPassword(String username, String password);

  /**
   * Makes a user's password unusable, and sends the user a code for a new one, which {@link
   * CognitoClient#confirmForgotPassword} takes. Until then log-ins fail with reason {@code
   * PASSWORD_RESET_REQUIRED}.
   *
   * @param username user name or alias
   * @return completes when the code is sent; fails with {@link
   *     io.saigon.api.error.ServiceException} if the user has no verified address, or still has a
   *     temporary password
   */
  Future<Void> resetUserPassword(String username);

  /**
   * Lets a user log in again; harmless for one who may.
   *
   * @param username user name or alias
   * @return completes when the user is enabled
   */
  Future<Void> enableUser(String username);

  /**
   * Disables a user, and revokes all the user's tokens: log-ins fail with reason {@code
   * USER_DISABLED}, and sessions can no longer be renewed. Id and access tokens work until they
   * expire with services that don't consult Cognito. Harmless when done twice.
   *
   * @param username user name or alias
   * @return completes when the user is disabled
   */
  Future<Void> disableUser(String username);

  /**
   * Revokes all refresh tokens of a user, on all devices, as an administrator. Id and access tokens
   * work until they expire with services that don't consult Cognito.
   *
   * @param username user name or alias
   * @return completes when the tokens are revoked
   */
  Future<Void> signOutUser(String username);

  /**
   * Returns the second factors that a user has enabled.
   *
   * @param username user name or alias
   * @return the preference
   */
  Future<MfaPreference> userMfaPreference(String username);

  /**
   * Enables the second factors that a preference names for a user, and disables all others.
   *
   * @param username user name or alias
   * @param preference the factors
   * @return completes when the preference is set; fails if the user lacks the phone number, the
   *     e-mail address or the enrolled authenticator app that a factor needs
   */
  Future<Void> setUserMfaPreference(String username, MfaPreference preference);
}
