package io.saigon.api.cognito;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls of a logged-in user for the own account, authorised by the user's access token with the
 * scope {@code aws.cognito.signin.user.admin}, which every log-in through saigon has; {@link
 * CognitoSession#tokens()} has a valid one.
 *
 * <p>Futures complete on the caller's context. They fail with {@link
 * io.saigon.api.error.AuthenticationException} ({@code SESSION_EXPIRED} or {@code INVALID_TOKEN}
 * for a token that Cognito refuses), and as those of {@link CognitoIdp} do otherwise.
 */
public interface CognitoSelfService {
  /**
   * Changes the password of a logged-in user.
   *
   * @param accessToken the user's access token
   * @param oldPassword current password
   * @param newPassword password to set
   * @return completes when the password is changed
   */
  Future<Void> changePassword(String accessToken, String oldPassword, String newPassword);

  /**
   * Revokes all refresh tokens of a logged-in user, on all devices. Id and access tokens work until
   * they expire with services that don't consult Cognito.
   *
   * @param accessToken the user's access token
   * @return completes when the tokens are revoked
   */
  Future<Void> globalSignOut(String accessToken);

  /**
   * Returns the attributes of a logged-in user that the app client may read.
   *
   * @param accessToken the user's access token
   * @return values by name, with {@code sub}
   */
  Future<Map<String, String>> attributes(String accessToken);

  /**
   * Sets attributes of a logged-in user that the app client may write, and leaves the others as
   * they are. A new e-mail address or phone number is not verified; where the pool verifies it, a
   * code is sent to it, which {@link #verifyAttribute} takes.
   *
   * @param accessToken the user's access token
   * @param attributes values by name, such as {@code email}
   * @return destinations of codes that were sent
   */
  Future<List<CodeDelivery>> updateAttributes(String accessToken, Map<String, String> attributes);

  /**
   * Sends a code that verifies an attribute of a logged-in user.
   *
   * @param accessToken the user's access token
   * @param attribute {@code email} or {@code phone_number}
   * @return destination of the code
   */
  Future<CodeDelivery> attributeVerificationCode(String accessToken, String attribute);

  /**
   * Verifies an attribute of a logged-in user with the code that was sent to it.
   *
   * @param accessToken the user's access token
   * @param attribute {@code email} or {@code phone_number}
   * @param code the code
   * @return completes when the attribute is verified; fails with reason {@code CODE_MISMATCH} for a
   *     wrong code or one that is too old
   */
  Future<Void> verifyAttribute(String accessToken, String attribute, String code);

  /**
   * Deletes attributes of a logged-in user that the app client may write.
   *
   * @param accessToken the user's access token
   * @param attributes names, such as {@code nickname}
   * @return completes when the attributes are deleted
   */
  Future<Void> deleteAttributes(String accessToken, Set<String> attributes);

  /**
   * Returns the first factors that a logged-in user can choose from in a choice-based log-in.
   *
   * @param accessToken the user's access token
   * @return the factors; {@link AuthFactor#PASSWORD} stands for both kinds of passwords
   */
  Future<Set<AuthFactor>> authFactors(String accessToken);

  /**
   * Begins the enrolment of an authenticator app. It takes the place of a former one once {@link
   * #verifySoftwareToken} has accepted a code of it.
   *
   * @param accessToken the user's access token
   * @return the secret for the app; fails with reason {@code NOT_ALLOWED} if the pool has no TOTP
   */
  Future<SoftwareToken> associateSoftwareToken(String accessToken);

  /**
   * Ends the enrolment of an authenticator app. Log-ins take it once {@link #setMfaPreference}
   * enables {@link CodeMedium#TOTP}, and no longer once that disables it.
   *
   * @param accessToken the user's access token
   * @param code a current code of the app
   * @return completes when the app is enrolled; fails with reason {@code CODE_MISMATCH} if the code
   *     is not one of the last minute, as with an app whose clock is off
   */
  Future<Void> verifySoftwareToken(String accessToken, String code);

  /**
   * Returns the second factors that a logged-in user has enabled.
   *
   * @param accessToken the user's access token
   * @return the preference
   */
  Future<MfaPreference> mfaPreference(String accessToken);

  /**
   * Enables the second factors that a preference names for a logged-in user, and disables all
   * others.
   *
   * @param accessToken the user's access token
   * @param preference the factors
   * @return completes when the preference is set; fails if the user lacks the phone number, the
   *     e-mail address or the enrolled authenticator app that a factor needs
   */
  Future<Void> setMfaPreference(String accessToken, MfaPreference preference);

  /**
   * Returns the devices that a logged-in user has in a pool that tracks devices; every log-in
   * without {@link LoginRequest#withDevice} has added one.
   *
   * @param accessToken the user's access token
   * @return the devices; fails if the pool does not track devices
   */
  Future<List<CognitoDevice>> devices(String accessToken);

  /**
   * Sets whether the pool remembers a device of a logged-in user. A pool with user opt-in remembers
   * a device only after this call, others do from its first log-in.
   *
   * @param accessToken the user's access token
   * @param deviceKey the device's key, such as that of {@link CognitoTokens#device()}
   * @param remembered whether to remember it
   * @return completes when it is set; fails with {@link io.saigon.api.error.NotFoundException} if
   *     the user has no such device
   */
  Future<Void> setDeviceRemembered(String accessToken, String deviceKey, boolean remembered);

  /**
   * Removes a device of a logged-in user; its refresh token is refused from then on.
   *
   * @param accessToken the user's access token, of this or another device
   * @param deviceKey the device's key
   * @return completes when it is removed; fails with {@link io.saigon.api.error.NotFoundException}
   *     if the user has no such device
   */
  Future<Void> forgetDevice(String accessToken, String deviceKey);

  /**
   * Begins the registration of a passkey, in place of one that was begun before. A browser reads
   * the options by {@code PublicKeyCredential.parseCreationOptionsFromJSON}, and creates the
   * passkey by {@code navigator.credentials.create}.
   *
   * @param accessToken the user's access token
   * @return the {@code PublicKeyCredentialCreationOptionsJSON}; fails with reason {@code
   *     NOT_ALLOWED} if the pool does not offer passkeys or has no relying party
   */
  Future<JsonObject> startWebAuthnRegistration(String accessToken);

  /**
   * Ends the registration of a passkey with which the user can log in from then on ({@link
   * AuthFactor#WEB_AUTHN}).
   *
   * @param accessToken the user's access token, of the app client that began the registration
   * @param credential the {@code RegistrationResponseJSON} of the browser, the new credential's
   *     {@code toJSON()}
   * @return completes when the passkey is registered; fails with reason {@code NOT_ALLOWED} if it
   *     is of another registration, or of a page that is not of the pool's relying party
   */
  Future<Void> completeWebAuthnRegistration(String accessToken, JsonObject credential);

  /**
   * Returns the passkeys of a logged-in user.
   *
   * @param accessToken the user's access token
   * @return the passkeys
   */
  Future<List<WebAuthnCredential>> webAuthnCredentials(String accessToken);

  /**
   * Deletes a passkey of a logged-in user.
   *
   * @param accessToken the user's access token
   * @param credentialId the passkey's {@link WebAuthnCredential#id()}
   * @return completes when it is deleted; fails with {@link io.saigon.api.error.NotFoundException}
   *     if the user has no such passkey
   */
  Future<Void> deleteWebAuthnCredential(String accessToken, String credentialId);
}
