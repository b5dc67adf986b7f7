package io.saigon.cognito.idp;

import io.saigon.api.cognito.WebAuthnCredential;
import io.saigon.api.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.cognitoidentityprovider.model.WebAuthnCredentialDescription;

/** Passkeys of a user, by the user's access token. */
public final class UserPasskeys {
  private final UserCalls calls;

  public UserPasskeys(UserCalls calls) {
    this.calls = calls;
  }

  public Future<JsonObject> start(String accessToken) {
    return calls
        .byToken(client -> client.startWebAuthnRegistration(b -> b.accessToken(accessToken)))
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
    return calls
        .byToken(
            client ->
                client.completeWebAuthnRegistration(
                    b -> b.accessToken(accessToken).credential(document)))
        .mapEmpty();
  }

  public Future<List<WebAuthnCredential>> list(String accessToken) {
    return AllPages.of(
        token ->
            calls
                .byToken(
                    client ->
                        client.listWebAuthnCredentials(
                            b -> b.accessToken(accessToken).nextToken(token)))
                .map(
                    page ->
                        new AllPages.Page<>(
                            page.credentials().stream().map(UserPasskeys::credential).toList(),
                            page.nextToken())));
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
    return calls
        .byToken(
            client ->
                client.deleteWebAuthnCredential(
                    b -> b.accessToken(accessToken).credentialId(credentialId)))
        .mapEmpty();
  }
}
