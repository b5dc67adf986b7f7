package io.saigon.cognito.idp;

import io.saigon.api.cognito.AuthFactor;
import io.saigon.api.cognito.CodeDelivery;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.cognito.SignedUp;
import io.saigon.api.cognito.SoftwareToken;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ServiceException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryDetailsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeliveryMediumType;

/** Calls of users for themselves: sign-up, passwords, sign-out. */
public final class SelfService {
  private final String clientId;
  private final SecretHash secretHash;
  private final UserCalls calls;
  private final CallData data;

  public SelfService(UserCalls calls, @Nullable String secret, CallData data) {
    this.clientId = calls.clientId();
    this.secretHash = new SecretHash(clientId, secret);
    this.calls = calls;
    this.data = data;
  }

  public Future<SignedUp> signUp(SignUpRequest request) {
    return calls
        .call(
            Reason.NOT_ALLOWED,
            client ->
                client.signUp(
                    b ->
                        b.clientId(clientId)
                            .clientMetadata(data.clientMetadata())
                            .userContextData(data.userContext())
                            .analyticsMetadata(data.analytics())
                            .secretHash(secretHash.of(request.username()))
                            .username(request.username())
                            .password(request.password())
                            .userAttributes(AdminCreateUser.types(request.attributes()))))
        .map(
            response ->
                new SignedUp(
                    UUID.fromString(response.userSub()),
                    response.userConfirmed(),
                    response.codeDeliveryDetails() == null
                        ? null
                        : delivery(response.codeDeliveryDetails())));
  }

  public Future<Void> confirmSignUp(String username, String code) {
    return calls
        .call(
            Reason.NOT_ALLOWED,
            client ->
                client.confirmSignUp(
                    b ->
                        b.clientId(clientId)
                            .clientMetadata(data.clientMetadata())
                            .userContextData(data.userContext())
                            .analyticsMetadata(data.analytics())
                            .secretHash(secretHash.of(username))
                            .username(username)
                            .confirmationCode(code)))
        .mapEmpty();
  }

  public Future<CodeDelivery> resendConfirmationCode(String username) {
    return calls
        .call(
            Reason.NOT_ALLOWED,
            client ->
                client.resendConfirmationCode(
                    b ->
                        b.clientId(clientId)
                            .clientMetadata(data.clientMetadata())
                            .userContextData(data.userContext())
                            .analyticsMetadata(data.analytics())
                            .secretHash(secretHash.of(username))
                            .username(username)))
        .map(response -> delivery(response.codeDeliveryDetails()));
  }

  public Future<CodeDelivery> forgotPassword(String username) {
    return calls
        .call(
            Reason.NOT_ALLOWED,
            client ->
                client.forgotPassword(
                    b ->
                        b.clientId(clientId)
                            .clientMetadata(data.clientMetadata())
                            .userContextData(data.userContext())
                            .analyticsMetadata(data.analytics())
                            .secretHash(secretHash.of(username))
                            .username(username)))
        .map(response -> delivery(response.codeDeliveryDetails()));
  }

  public Future<Void> confirmForgotPassword(String username, String code, String newPassword) {
    return calls
        .call(
            Reason.NOT_ALLOWED,
            client ->
                client.confirmForgotPassword(
                    b ->
                        b.clientId(clientId)
                            .clientMetadata(data.clientMetadata())
                            .userContextData(data.userContext())
                            .analyticsMetadata(data.analytics())
                            .secretHash(secretHash.of(username))
                            .username(username)
                            .confirmationCode(code)
                            .password(newPassword)))
        .mapEmpty();
  }

  public Future<Void> changePassword(String accessToken, String oldPassword, String newPassword) {
    return calls
        .byToken(
            client ->
                client.changePassword(
                    b ->
                        b.accessToken(accessToken)
                            .previousPassword(oldPassword)
                            .proposedPassword(newPassword)))
        .mapEmpty();
  }

  public Future<Void> globalSignOut(String accessToken) {
    return calls
        .byToken(client -> client.globalSignOut(b -> b.accessToken(accessToken)))
        .mapEmpty();
  }

  public Future<Map<String, String>> attributes(String accessToken) {
    return calls
        .byToken(client -> client.getUser(b -> b.accessToken(accessToken)))
        .map(user -> Users.attributes(user.userAttributes()));
  }

  public Future<List<CodeDelivery>> updateAttributes(
      String accessToken, Map<String, String> attributes) {
    return calls
        .byToken(
            client ->
                client.updateUserAttributes(
                    b ->
                        b.accessToken(accessToken)
                            .userAttributes(AdminCreateUser.types(attributes))
                            .clientMetadata(data.clientMetadata())))
        .map(
            response ->
                response.codeDeliveryDetailsList().stream().map(SelfService::delivery).toList());
  }

  public Future<CodeDelivery> attributeVerificationCode(String accessToken, String attribute) {
    return calls
        .byToken(
            client ->
                client.getUserAttributeVerificationCode(
                    b ->
                        b.accessToken(accessToken)
                            .attributeName(attribute)
                            .clientMetadata(data.clientMetadata())))
        .map(response -> delivery(response.codeDeliveryDetails()));
  }

  public Future<Void> verifyAttribute(String accessToken, String attribute, String code) {
    return calls
        .byToken(
            client ->
                client.verifyUserAttribute(
                    b -> b.accessToken(accessToken).attributeName(attribute).code(code)))
        .mapEmpty();
  }

  public Future<Void> deleteAttributes(String accessToken, Set<String> attributes) {
    return calls
        .byToken(
            client ->
                client.deleteUserAttributes(
                    b -> b.accessToken(accessToken).userAttributeNames(attributes)))
        .mapEmpty();
  }

  public Future<Set<AuthFactor>> authFactors(String accessToken) {
    return calls
        .byToken(client -> client.getUserAuthFactors(b -> b.accessToken(accessToken)))
        .map(user -> Challenges.factors(user.configuredUserAuthFactorsAsStrings()));
  }

  public Future<SoftwareToken> associateSoftwareToken(String accessToken) {
    return calls
        .byToken(client -> client.associateSoftwareToken(b -> b.accessToken(accessToken)))
        .map(response -> new SoftwareToken(response.secretCode()));
  }

  public Future<Void> verifySoftwareToken(String accessToken, String code) {
    return calls
        .byToken(
            client -> client.verifySoftwareToken(b -> b.accessToken(accessToken).userCode(code)))
        .mapEmpty();
  }

  public Future<MfaPreference> mfaPreference(String accessToken) {
    return calls
        .byToken(client -> client.getUser(b -> b.accessToken(accessToken)))
        .map(user -> MfaSettings.preference(user.userMFASettingList(), user.preferredMfaSetting()));
  }

  public Future<Void> setMfaPreference(String accessToken, MfaPreference preference) {
    return mfaPreference(accessToken)
        .map(current -> new MfaSettings(current, preference))
        .compose(
            settings ->
                calls.byToken(
                    client ->
                        client.setUserMFAPreference(
                            b ->
                                b.accessToken(accessToken)
                                    .smsMfaSettings(settings.sms())
                                    .emailMfaSettings(settings.email())
                                    .softwareTokenMfaSettings(settings.softwareToken()))))
        .mapEmpty();
  }

  private static CodeDelivery delivery(@Nullable CodeDeliveryDetailsType details) {
    if (details == null) {
      throw new ServiceException(
          "The user pool named no destination of the code; let the pool verify e-mail addresses or phone numbers",
          null,
          null);
    }
    return new CodeDelivery(
        details.deliveryMedium() == DeliveryMediumType.SMS ? CodeMedium.SMS : CodeMedium.EMAIL,
        details.destination() == null ? "" : details.destination());
  }
}
