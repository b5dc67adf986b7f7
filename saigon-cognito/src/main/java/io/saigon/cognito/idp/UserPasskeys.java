package io.saigon.cognito.idp;

import io.saigon.api.cognito.WebAuthnCredential;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.WebAuthnCredentialDescription;

/** Passkeys of a user, by the user's access token. */
public final class UserPasskeys {
  private final String clientId;
  private final String userPoolId;
  private final ClosableService<CognitoIdentityProviderAsyncClient> service;

  public UserPasskeys(
      String clientId,
      String userPoolId,
      ClosableService<CognitoIdentityProviderAsyncClient> service) {
    this.clientId = clientId;
    this.userPoolId = userPoolId;
    this.service = service;
  }

  public Future<JsonObject> start(String accessToken) {
    return call(client -> client.startWebAuthnRegistration(b -> b.accessToken(accessToken)))
        .map(
            response -> {
              Document options = response.credentialCreationOptions();
              if (options == null || !options.isMap()) {
                throw new ServiceException(
                    "The user pool answered without options for a passkey; check who answers at the endpoint",
                    null,
                    null);
              }
              return JsonDocuments.toJson(options);
            });
  }

  public Future<Void> complete(String accessToken, JsonObject credential) {
    Document document = JsonDocuments.of(credential);
    return call(client ->
            client.completeWebAuthnRegistration(
                b -> b.accessToken(accessToken).credential(document)))
        .mapEmpty();
  }

  public Future<List<WebAuthnCredential>> list(String accessToken) {
    return list(accessToken, null, new ArrayList<>());
  }

  private Future<List<WebAuthnCredential>> list(
      String accessToken, @Nullable String token, List<WebAuthnCredential> found) {
    return call(client ->
            client.listWebAuthnCredentials(b -> b.accessToken(accessToken).nextToken(token)))
        .compose(
            page -> {
              page.credentials().forEach(credential -> found.add(credential(credential)));
              return page.nextToken() == null
                  ? Future.succeededFuture(List.copyOf(found))
                  : list(accessToken, page.nextToken(), found);
            });
  }

  private static WebAuthnCredential credential(WebAuthnCredentialDescription credential) {
    return new WebAuthnCredential(
        credential.credentialId(),
        credential.friendlyCredentialName(),
        credential.relyingPartyId(),
        credential.authenticatorAttachment(),
        credential.authenticatorTransports(),
        credential.createdAt());
  }

  public Future<Void> delete(String accessToken, String credentialId) {
    return call(client ->
            client.deleteWebAuthnCredential(
                b -> b.accessToken(accessToken).credentialId(credentialId)))
        .mapEmpty();
  }

  private <T> Future<T> call(
      Function<CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return service
        .callUnsigned(call)
        .recover(
            failure ->
                Future.failedFuture(
                    CognitoErrors.of(failure, Reason.INVALID_TOKEN, clientId, userPoolId)));
  }
}
