package io.saigon.cognito;

import io.saigon.api.NotFoundException;
import io.saigon.api.ServiceError;
import io.saigon.api.ServiceException;
import io.saigon.api.TransportException;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.aws.VertxAws;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.security.PublicKey;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** The document in which a user pool publishes its keys, at the endpoint of the pool's service. */
final class KeyDocument {
  private final VertxAws aws;
  private final CognitoIdpConfig pool;
  private final OpenService<CognitoIdentityProviderAsyncClient> service;

  KeyDocument(
      VertxAws aws,
      CognitoIdpConfig pool,
      OpenService<CognitoIdentityProviderAsyncClient> service) {
    this.aws = aws;
    this.pool = pool;
    this.service = service;
  }

  /** The keys by id; a broken connection is tried once more. */
  Future<Map<String, PublicKey>> keys() {
    return service
        .client()
        .map(this::url)
        .compose(
            url ->
                get(url)
                    .recover(
                        failure ->
                            failure instanceof TransportException
                                ? get(url)
                                : Future.failedFuture(failure)))
        .map(PublicKeys::read);
  }

  private URI url(CognitoIdentityProviderAsyncClient client) {
    String base =
        client
            .serviceClientConfiguration()
            .endpointOverride()
            .map(endpoint -> endpoint.toString().replaceAll("/+$", "") + "/" + pool.userPoolId())
            .orElse("https://" + pool.cognitoUrl());
    return URI.create(base + "/.well-known/jwks.json");
  }

  private Future<Buffer> get(URI url) {
    return service
        .call(
            () -> aws.callUnsigned(Services.USER_POOLS, () -> SmallGet.send(aws.httpClient(), url)))
        .map(answer -> body(answer, url));
  }

  private Buffer body(SmallGet.Answer answer, URI url) {
    if (answer.status() == 200) {
      return answer.body();
    }
    ServiceError error = new ServiceError(Services.USER_POOLS, answer.status(), null, null);
    // Nothing but the id is asked about, so that a bad request is one for a pool that is none.
    if (answer.status() == 404 || answer.status() == 400) {
      throw new NotFoundException(
          "There is no user pool %s (HTTP %d for its keys at %s); correct the user pool id or the endpoint"
              .formatted(pool.userPoolId(), answer.status(), url),
          error,
          null);
    }
    throw new ServiceException(
        "The user pool %s answered HTTP %d for its keys at %s; try again later, or check the endpoint"
            .formatted(pool.userPoolId(), answer.status(), url),
        error,
        null);
  }
}
