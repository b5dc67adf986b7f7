package io.saigon.cognito.idp;

import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.SaigonException;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;

/** Identities and credentials for ID tokens of one user pool ("enhanced flow"). */
public final class IdentityPool {
  private final String identityPoolId;
  private final String cognitoUrl;
  private final ClosableService<CognitoIdentityAsyncClient> service;

  public IdentityPool(
      String identityPoolId,
      String cognitoUrl,
      ClosableService<CognitoIdentityAsyncClient> service) {
    this.identityPoolId = identityPoolId;
    this.cognitoUrl = cognitoUrl;
    this.service = service;
  }

  public Future<IamCredentials> credentials(String idToken) {
    return identityId(idToken).compose(identityId -> credentials(identityId, idToken));
  }

  private Future<String> identityId(String idToken) {
    return service
        .callUnsigned(
            client -> client.getId(b -> b.identityPoolId(identityPoolId).logins(logins(idToken))))
        .map(GetIdResponse::identityId)
        .recover(failure -> Future.failedFuture(denied(unknownPool(failure))));
  }

  public Future<IamCredentials> credentials(String identityId, String idToken) {
    return service
        .callUnsigned(
            client ->
                client.getCredentialsForIdentity(
                    b -> b.identityId(identityId).logins(logins(idToken))))
        .map(response -> new IamCredentials(response.identityId(), aws(response.credentials())))
        .recover(failure -> Future.failedFuture(denied(failure)));
  }

  private Map<String, String> logins(String idToken) {
    return Map.of(cognitoUrl, idToken);
  }

  private Throwable unknownPool(Throwable failure) {
    return CognitoErrors.is(failure, CognitoErrors.NOT_FOUND)
            && failure instanceof SaigonException known
        ? CognitoErrors.notFound(
            known,
            "There is no identity pool %s; correct the identity pool id".formatted(identityPoolId))
        : failure;
  }

  private Throwable denied(Throwable failure) {
    if (!CognitoErrors.is(failure, "NotAuthorizedException")
        || !(failure instanceof SaigonException known)) {
      return failure;
    }
    boolean expired = String.valueOf(known.getMessage()).contains("expired");
    return new AuthenticationException(
        expired ? Reason.SESSION_EXPIRED : Reason.INVALID_TOKEN,
        expired
            ? "The id token has expired; log in or refresh the tokens"
            : "The identity pool "
                + identityPoolId
                + " does not accept the id token; check that it trusts the user pool and the app client, and gives a role to logged-in users",
        known.serviceError(),
        known.getCause());
  }

  private static AwsCredentials aws(Credentials credentials) {
    return new AwsCredentials(
        credentials.accessKeyId(),
        credentials.secretKey(),
        credentials.sessionToken(),
        credentials.expiration());
  }
}
