package io.saigon.cognito;

import io.saigon.api.AuthenticationException;
import io.saigon.api.AuthenticationException.Reason;
import io.saigon.api.AwsCredentials;
import io.saigon.api.SaigonException;
import io.saigon.api.cognito.IamCredentials;
import io.vertx.core.Future;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;

/** Identities and credentials for id tokens of one user pool ("enhanced flow"). */
final class IdentityPool {
  private final String identityPoolId;
  private final String cognitoUrl;
  private final OpenService<CognitoIdentityAsyncClient> service;

  IdentityPool(
      String identityPoolId, String cognitoUrl, OpenService<CognitoIdentityAsyncClient> service) {
    this.identityPoolId = identityPoolId;
    this.cognitoUrl = cognitoUrl;
    this.service = service;
  }

  Future<IamCredentials> credentials(String idToken) {
    return identityId(idToken).compose(identityId -> credentials(identityId, idToken));
  }

  private Future<String> identityId(String idToken) {
    return service
        .callUnsigned(
            client -> client.getId(b -> b.identityPoolId(identityPoolId).logins(logins(idToken))))
        .map(GetIdResponse::identityId)
        .recover(failure -> Future.failedFuture(refused(noSuchPool(failure))));
  }

  Future<IamCredentials> credentials(String identityId, String idToken) {
    return service
        .callUnsigned(
            client ->
                client.getCredentialsForIdentity(
                    b -> b.identityId(identityId).logins(logins(idToken))))
        .map(answer -> new IamCredentials(answer.identityId(), aws(answer.credentials())))
        .recover(failure -> Future.failedFuture(refused(failure)));
  }

  private Map<String, String> logins(String idToken) {
    return Map.of(cognitoUrl, idToken);
  }

  private Throwable noSuchPool(Throwable failure) {
    return Refusals.is(failure, Refusals.NOT_FOUND) && failure instanceof SaigonException known
        ? Refusals.missing(
            known,
            "There is no identity pool %s; correct the identity pool id".formatted(identityPoolId))
        : failure;
  }

  private Throwable refused(Throwable failure) {
    if (!Refusals.is(failure, "NotAuthorizedException")
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
