package io.saigon.cognito.idp;

import io.saigon.api.cognito.CodeDelivery;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.cognito.SignedUp;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryDetailsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeliveryMediumType;

/** Calls of users for themselves: sign-up, passwords, sign-out. */
public final class SelfService {
  private final String clientId;
  private final String userPoolId;
  private final SecretHash secretHash;
  private final ClosableService<CognitoIdentityProviderAsyncClient> service;

  public SelfService(
      String clientId,
      String userPoolId,
      @Nullable String secret,
      ClosableService<CognitoIdentityProviderAsyncClient> service) {
    this.clientId = clientId;
    this.userPoolId = userPoolId;
    this.secretHash = new SecretHash(clientId, secret);
    this.service = service;
  }

  public Future<SignedUp> signUp(SignUpRequest request) {
    return call(
            Reason.NOT_ALLOWED,
            client ->
                client.signUp(
                    b ->
                        b.clientId(clientId)
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

  public Future<CodeDelivery> resendConfirmationCode(String username) {
    return call(
            Reason.NOT_ALLOWED,
            client ->
                client.resendConfirmationCode(
                    b ->
                        b.clientId(clientId)
                            .secretHash(secretHash.of(username))
                            .username(username)))
        .map(response -> delivery(response.codeDeliveryDetails()));
  }

  public Future<CodeDelivery> forgotPassword(String username) {
    return call(
            Reason.NOT_ALLOWED,
            client ->
                client.forgotPassword(
                    b ->
                        b.clientId(clientId)
                            .secretHash(secretHash.of(username))
                            .username(username)))
        .map(response -> delivery(response.codeDeliveryDetails()));
  }

  public Future<Void> confirmForgotPassword(String username, String code, String newPassword) {
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

  public Future<Void> changePassword(String accessToken, String oldPassword, String newPassword) {
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

  public Future<Void> globalSignOut(String accessToken) {
    return call(
            Reason.INVALID_TOKEN, client -> client.globalSignOut(b -> b.accessToken(accessToken)))
        .mapEmpty();
  }

  private <T> Future<T> call(
      Reason unauthorized,
      Function<CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return service
        .callUnsigned(call)
        .recover(
            failure ->
                Future.failedFuture(CognitoErrors.of(failure, unauthorized, clientId, userPoolId)));
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
