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
import java.util.function.Supplier;
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
    return twice(() -> http.callUnsigned(client -> BoundedRequest.get(client, url)));
  }

  /**
   * Posts a URL-encoded form; a broken connection is tried once more. An authorization code that
   * the first attempt used up is refused then, which loses no more than its answer did.
   */
  public Future<Response> postForm(URI url, Map<String, String> headers, String form) {
    return twice(
        () -> http.callUnsigned(client -> BoundedRequest.postForm(client, url, headers, form)));
  }

  // A server may close a connection of the pool as the request is sent.
  private static Future<Response> twice(Supplier<Future<Response>> attempt) {
    return attempt
        .get()
        .recover(
            failure ->
                failure instanceof TransportException
                    ? attempt.get()
                    : Future.failedFuture(failure));
  }
}
