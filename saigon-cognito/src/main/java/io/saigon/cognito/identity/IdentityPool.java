package io.saigon.cognito.identity;

import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.SaigonException;
import io.saigon.cognito.idp.CognitoErrors;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;

/** Identities and credentials for ID tokens of one user pool ("enhanced flow"). */
public final class IdentityPool {
  private final @Nullable String identityPoolId;
  private final String cognitoUrl;
  private final @Nullable ClosableService<CognitoIdentityAsyncClient> service;

  /**
   * Creates an identity pool.
   *
   * @param identityPoolId the id, or null for none
   * @param cognitoUrl the user pool's issuer without scheme
   * @param service the service of the pool's region, or null for no pool
   */
  public IdentityPool(
      @Nullable String identityPoolId,
      String cognitoUrl,
      @Nullable ClosableService<CognitoIdentityAsyncClient> service) {
    this.identityPoolId = identityPoolId;
    this.cognitoUrl = cognitoUrl;
    this.service = service;
  }

  /** Returns whether there is an identity pool. */
  public boolean isConfigured() {
    return service != null && identityPoolId != null;
  }

  /** Creates the failure of calls without an identity pool. */
  public ConfigurationException notConfigured() {
    return new ConfigurationException(
        "There are no IAM credentials of users of %s without an identity pool; name one as identityPoolId in the CognitoClientConfig (CognitoClientConfig.withIdentityPoolId), or authorise calls by the tokens"
            .formatted(cognitoUrl),
        List.of("identityPoolId"),
        null);
  }

  private <T> Future<T> call(
      Function<? super CognitoIdentityAsyncClient, ? extends CompletionStage<T>> call) {
    return service == null ? Future.failedFuture(notConfigured()) : service.callUnsigned(call);
  }

  public Future<IamCredentials> credentials(String idToken) {
    return identityId(idToken).compose(identityId -> credentials(identityId, idToken));
  }

  private Future<String> identityId(String idToken) {
    return call(client ->
            client.getId(b -> b.identityPoolId(identityPoolId).logins(logins(idToken))))
        .map(GetIdResponse::identityId)
        .recover(
            failure ->
                Future.failedFuture(
                    denied(IdentityErrors.ofPool(failure, String.valueOf(identityPoolId)))));
  }

  public Future<IamCredentials> credentials(String identityId, String idToken) {
    return call(client ->
            client.getCredentialsForIdentity(b -> b.identityId(identityId).logins(logins(idToken))))
        .map(
            response ->
                new IamCredentials(
                    response.identityId(), IdentityCalls.aws(response.credentials())))
        .recover(failure -> Future.failedFuture(denied(failure)));
  }

  private Map<String, String> logins(String idToken) {
    return Map.of(cognitoUrl, idToken);
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
}
