package io.saigon.cognito.http;

import io.saigon.api.error.TransportException;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.cognito.http.BoundedRequest.Response;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** Calls of endpoints that are not AWS's API, through the HTTP engine of AWS's clients. */
public final class HttpEndpoint {
  private final Vertx vertx;
  private final ClosableService<SdkAsyncHttpClient> http;

  /**
   * Creates an endpoint.
   *
   * @param name name in the messages of failures
   */
  public HttpEndpoint(ClientLifetime lifetime, VertxAws aws, String name) {
    this.vertx = lifetime.vertx();
    this.http =
        new ClosableService<>(
            lifetime, AwsService.<SdkAsyncHttpClient>of(vertx, name, aws.httpClient()));
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Gets an answer with any status; a broken connection is tried once more. */
  public Future<Response> get(URI url) {
    return getOnce(url)
        .recover(
            failure ->
                failure instanceof TransportException
                    ? getOnce(url)
                    : Future.failedFuture(failure));
  }

  private Future<Response> getOnce(URI url) {
    return http.callUnsigned(client -> BoundedRequest.get(client, url));
  }

  /** Posts a URL-encoded form, once. */
  public Future<Response> postForm(URI url, Map<String, String> headers, String form) {
    return http.callUnsigned(client -> BoundedRequest.postForm(client, url, headers, form));
  }
}
