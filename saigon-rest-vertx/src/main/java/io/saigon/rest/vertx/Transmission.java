package io.saigon.rest.vertx;

import io.saigon.api.rest.ResponseMappingException;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpClientInternal;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request on the wire and its whole answer, of bounded size. */
final class Transmission {
  static final int KEPT_OF_ERRORS = 64 * 1024;

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final RestRequest sent;
  private final int maxBody;
  private final Promise<RestResponse> answer;
  private @Nullable HttpClientRequest request;

  private Transmission(RestRequest sent, int maxBody, Promise<RestResponse> answer) {
    this.sent = sent;
    this.maxBody = maxBody;
    this.answer = answer;
  }

  /** On the context, where all of it happens. */
  static Transmission start(
      HttpClientInternal client,
      ContextInternal context,
      RestRequest request,
      int maxBody,
      long connectMillis,
      @Nullable String traceOperation) {
    Transmission started = new Transmission(request, maxBody, context.promise());
    open(client, request, connectMillis, traceOperation)
        .compose(started::send)
        .onComplete(started::receive, started::abort);
    return started;
  }

  /** Opens a request, or fails, also where the HttpClient throws. */
  static Future<HttpClientRequest> open(
      HttpClientInternal client, RestRequest request, long millis, @Nullable String operation) {
    return Future.<HttpClientRequest>future(
            made -> client.request(options(request, millis, operation)).onComplete(made))
        .recover(
            e -> Future.failedFuture(RestAnswers.isClosed(e) ? RestAnswers.closed(request) : e));
  }

  Future<RestResponse> answer() {
    return answer.future();
  }

  /** Breaks off, whatever the state. */
  void abort(Throwable cause) {
    if (answer.tryFail(cause) && request != null) {
      request.reset(0, cause);
    }
  }

  private static RequestOptions options(
      RestRequest request, long millis, @Nullable String traceOperation) {
    URI uri = request.uri();
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
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

  private Future<HttpClientResponse> send(HttpClientRequest made) {
    // Vert.x logs the reset of a request that has not ended, unless somebody handles it.
    made.exceptionHandler(e -> {});
    if (answer.future().isComplete()) {
      made.reset();
      return Future.failedFuture(answer.future().cause());
    }
    request = made;
    // Asked for before anything is sent, and paused as it arrives, so that nothing of it is lost.
    Future<HttpClientResponse> head = made.response().map(HttpClientResponse::pause);
    if (sent.body().length() == 0 && !WITH_BODY.contains(sent.method())) {
      made.end();
    } else {
      made.end(sent.body());
    }
    return head;
  }

  private void receive(HttpClientResponse response) {
    int status = response.statusCode();
    boolean good = status >= 200 && status < 300;
    int most = good ? maxBody : KEPT_OF_ERRORS;
    Buffer body = Buffer.buffer();
    response
        .handler(
            chunk -> {
              if (chunk.length() <= most - body.length()) {
                body.appendBuffer(chunk);
              } else if (good) {
                abort(tooLong());
              } else {
                body.appendBuffer(chunk, 0, most - body.length());
                complete(response, body);
                response.request().reset();
              }
            })
        .exceptionHandler(answer::tryFail)
        .endHandler(end -> complete(response, body))
        .resume();
  }

  private void complete(HttpClientResponse response, Buffer body) {
    String message = response.statusMessage();
    answer.tryComplete(
        new RestResponse(
            response.statusCode(), message == null ? "" : message, response.headers(), body));
  }

  private ResponseMappingException tooLong() {
    return new ResponseMappingException(
        null,
        RestAnswers.what(sent)
            + " answered more than "
            + maxBody
            + " bytes; ask for less, or raise withMaxResponseBody");
  }
}
