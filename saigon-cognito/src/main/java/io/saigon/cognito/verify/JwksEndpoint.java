package io.saigon.cognito.verify;

import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.TransportException;
import io.saigon.aws.VertxAws;
import io.saigon.cognito.http.BoundedRequest;
import io.saigon.cognito.service.ClosableService;
import io.saigon.cognito.service.ServiceIds;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.security.PublicKey;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** A user pool's JSON web key set, at the endpoint of the pool's service. */
public final class JwksEndpoint {
  private final VertxAws aws;
  private final CognitoIdpConfig pool;
  private final ClosableService<CognitoIdentityProviderAsyncClient> service;

  public JwksEndpoint(
      VertxAws aws,
      CognitoIdpConfig pool,
      ClosableService<CognitoIdentityProviderAsyncClient> service) {
    this.aws = aws;
    this.pool = pool;
    this.service = service;
  }

  /** Fetches the keys by id; a broken connection is tried once more. */
  public Future<Map<String, PublicKey>> keys() {
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
        .map(JwksParser::parse);
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
        .callUnsigned(client -> BoundedRequest.get(aws.httpClient(), url))
        .map(response -> body(response, url));
  }

  private Buffer body(BoundedRequest.Response response, URI url) {
    if (response.status() == 200) {
      return response.body();
    }
    ServiceError error = new ServiceError(ServiceIds.USER_POOLS, response.status(), null, null);
    // The request holds nothing but the id, so that 400 means an id that no pool has.
    if (response.status() == 404 || response.status() == 400) {
      throw new NotFoundException(
          "There is no user pool %s (HTTP %d for its keys at %s); correct the user pool id or the endpoint"
              .formatted(pool.userPoolId(), response.status(), url),
          error,
          null);
    }
    throw new ServiceException(
        "The user pool %s answered HTTP %d for its keys at %s; try again later, or check the endpoint"
            .formatted(pool.userPoolId(), response.status(), url),
        error,
        null);
  }
}
