package io.saigon.rest.vertx.http;

import io.saigon.api.context.CallerContext;
import io.saigon.api.rest.ResponseMappingException;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its whole response, of bounded size. */
public final class HttpAttempt {
  static final int MAX_ERROR_BODY = 64 * 1024;

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final RestRequest sent;
  private final int maxBody;
  private final Promise<RestResponse> response;
  private @Nullable HttpClientRequest request;

  private HttpAttempt(RestRequest sent, int maxBody, Promise<RestResponse> response) {
    this.sent = sent;
    this.maxBody = maxBody;
    this.response = response;
  }

  /** Sends a request. To be called on the context. */
  public static HttpAttempt start(
      VertxHttpClient client,
      CallerContext context,
      RestRequest request,
      int maxBody,
      long connectMillis,
      @Nullable String traceOperation) {
    HttpAttempt started = new HttpAttempt(request, maxBody, context.promise());
    open(client, request, connectMillis, traceOperation)
        .compose(started::send)
        .onComplete(started::receive, started::abort);
    return started;
  }

  /** Returns a request of the HttpClient; fails where the HttpClient throws. */
  static Future<HttpClientRequest> open(
      VertxHttpClient client, RestRequest request, long millis, @Nullable String operation) {
    return Future.<HttpClientRequest>future(
            opened ->
                client
                    .client()
                    .request(options(request, millis, operation))
                    .map(created -> withoutStandardPort(created, request.uri()))
                    .onComplete(opened))
        .recover(
            e -> Future.failedFuture(RestFailures.isClosed(e) ? RestFailures.closed(request) : e));
  }

  public Future<RestResponse> response() {
    return response.future();
  }

  /** Fails the response, and resets the request if there is one. */
  public void abort(Throwable cause) {
    if (response.tryFail(cause) && request != null) {
      request.reset(0, cause);
    }
  }

  private static RequestOptions options(
      RestRequest request, long millis, @Nullable String traceOperation) {
    URI uri = request.uri();
    boolean tls = tls(uri);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setSsl(tls)
            .setHost(uri.getHost())
            .setPort(uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80)
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .setHeaders(request.headers())
            .setConnectTimeout(millis);
    return traceOperation == null ? options : options.setTraceOperation(traceOperation);
  }

  // From Vert.x 5.1 on, HTTP/2 sends port 443 too, which is not part of the host that is signed.
  private static HttpClientRequest withoutStandardPort(HttpClientRequest created, URI uri) {
    boolean standard = uri.getPort() < 0 || uri.getPort() == 443;
    return standard && tls(uri)
        ? created.authority(HostAndPort.create(uri.getHost(), -1))
        : created;
  }

  private static boolean tls(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private Future<HttpClientResponse> send(HttpClientRequest opened) {
    // Vert.x logs the reset of a request that has not ended, unless it is handled.
    opened.exceptionHandler(e -> {});
    if (response.future().isComplete()) {
      opened.reset();
      return Future.failedFuture(response.future().cause());
    }
    request = opened;
    // Before anything is sent, and paused as it arrives, so that nothing of it is lost.
    Future<HttpClientResponse> head = opened.response().map(HttpClientResponse::pause);
    if (sent.body().length() == 0 && !WITH_BODY.contains(sent.method())) {
      opened.end();
    } else {
      opened.end(sent.body());
    }
    return head;
  }

  private void receive(HttpClientResponse head) {
    int status = head.statusCode();
    boolean good = status >= 200 && status < 300;
    int max = good ? maxBody : MAX_ERROR_BODY;
    Buffer body = Buffer.buffer();
    head.handler(
            chunk -> {
              if (chunk.length() <= max - body.length()) {
                body.appendBuffer(chunk);
              } else if (good) {
                abort(tooLong());
              } else {
                body.appendBuffer(chunk, 0, max - body.length());
                complete(head, body);
                head.request().reset();
              }
            })
        .exceptionHandler(response::tryFail)
        .endHandler(end -> complete(head, body))
        .resume();
  }

  private void complete(HttpClientResponse head, Buffer body) {
    String message = head.statusMessage();
    response.tryComplete(
        new RestResponse(head.statusCode(), message == null ? "" : message, head.headers(), body));
  }

  private ResponseMappingException tooLong() {
    return new ResponseMappingException(
        null,
        RestFailures.target(sent)
            + " answered more than "
            + maxBody
            + " bytes; ask for less, or raise withMaxResponseBody");
  }
}
