package io.saigon.cognito;

import io.saigon.api.AuthenticationException.Reason;
import io.saigon.api.ServiceException;
import io.saigon.api.cognito.CodeDelivery;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.cognito.SignedUp;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryDetailsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeliveryMediumType;

/** What users do about themselves: sign-up, passwords, sign-out. */
final class SelfService {
  private final String clientId;
  private final SecretHash secretHash;
  private final OpenService<CognitoIdentityProviderAsyncClient> service;

  SelfService(
      String clientId,
      @Nullable String secret,
      OpenService<CognitoIdentityProviderAsyncClient> service) {
    this.clientId = clientId;
    this.secretHash = new SecretHash(clientId, secret);
    this.service = service;
  }

  Future<SignedUp> signUp(SignUpRequest request) {
    return call(
            Reason.NOT_ALLOWED,
            client ->
                client.signUp(
                    b ->
                        b.clientId(clientId)
                            .secretHash(secretHash.of(request.username()))
                            .username(request.username())
                            .password(request.password())
                            .userAttributes(NewUser.types(request.attributes()))))
        .map(
            answer ->
                new SignedUp(
                    UUID.fromString(answer.userSub()),
                    answer.userConfirmed(),
                    answer.codeDeliveryDetails() == null
                        ? null
                        : delivery(answer.codeDeliveryDetails())));
  }

  Future<Void> confirmSignUp(String username, String code) {
    return call(
            Reason.NOT_ALLOWED,
            client ->
                client.confirmSignUp(
                    b ->
                        b.clientId(clientId)
                            .secretHash(secretHash.of(username))
                            .username(username)
                            .confirmationCode(code)))
        .mapEmpty();
  }

  Future<CodeDelivery> resendConfirmationCode(String username) {
    return call(
            Reason.NOT_ALLOWED,
            client ->
                client.resendConfirmationCode(
                    b ->
                        b.clientId(clientId)
                            .secretHash(secretHash.of(username))
                            .username(username)))
        .map(answer -> delivery(answer.codeDeliveryDetails()));
  }

  Future<CodeDelivery> forgotPassword(String username) {
    return call(
            Reason.NOT_ALLOWED,
            client ->
                client.forgotPassword(
                    b ->
                        b.clientId(clientId)
                            .secretHash(secretHash.of(username))
                            .username(username)))
        .map(answer -> delivery(answer.codeDeliveryDetails()));
  }

  Future<Void> confirmForgotPassword(String username, String code, String newPassword) {
    return call(
            Reason.NOT_ALLOWED,
            client ->
                client.confirmForgotPassword(
                    b ->
                        b.clientId(clientId)
                            .secretHash(secretHash.of(username))
                            .username(username)
                            .confirmationCode(code)
                            .password(newPassword)))
        .mapEmpty();
  }

  Future<Void> changePassword(String accessToken, String oldPassword, String newPassword) {
    return call(
            Reason.INVALID_TOKEN,
            client ->
                client.changePassword(
                    b ->
                        b.accessToken(accessToken)
                            .previousPassword(oldPassword)
                            .proposedPassword(newPassword)))
        .mapEmpty();
  }

  Future<Void> globalSignOut(String accessToken) {
    return call(
            Reason.INVALID_TOKEN, client -> client.globalSignOut(b -> b.accessToken(accessToken)))
        .mapEmpty();
  }

  private <T> Future<T> call(
      Reason unauthorized,
      Function<CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return service
        .callUnsigned(call)
        .recover(failure -> Future.failedFuture(Refusals.of(failure, unauthorized, clientId)));
  }

  private static CodeDelivery delivery(@Nullable CodeDeliveryDetailsType details) {
    if (details == null) {
      throw new ServiceException(
          "The user pool did not tell where it sent the code; let the pool verify e-mail addresses or phone numbers",
          null,
          null);
    }
    return new CodeDelivery(
        details.deliveryMedium() == DeliveryMediumType.SMS ? CodeMedium.SMS : CodeMedium.EMAIL,
        details.destination() == null ? "" : details.destination());
  }
}
