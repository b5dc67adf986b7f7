package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.HalfAnswer;
import io.saigon.testkit.internal.wire.Relay;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** One request on its way to the store and back, never whole in memory. */
final class S3Exchange {
  private static final Set<String> OF_CONNECTION =
      Set.of("connection", "date", "keep-alive", "server", "transfer-encoding");

  private final HttpServerRequest request;
  private final HttpClientRequest outgoing;
  private final Payload payload;
  private final boolean truncated;
  private final Consumer<S3Error> refuse;
  private boolean failed;

  S3Exchange(
      HttpServerRequest request,
      HttpClientRequest outgoing,
      Payload payload,
      boolean truncated,
      Consumer<S3Error> refuse) {
    this.request = request;
    this.outgoing = outgoing;
    this.payload = payload;
    this.truncated = truncated;
    this.refuse = refuse;
  }

  void run(Answers answers) {
    if (request.getHeader("Content-Length") == null
        && request.headers().contains("Transfer-Encoding")) {
      outgoing.setChunked(true);
    }
    outgoing
        .response()
        .onSuccess(incoming -> relay(incoming, answers.date(request)))
        .onFailure(e -> fail(internal()));
    // A failure of the request shows as a missing answer.
    outgoing.exceptionHandler(e -> {});
    request.exceptionHandler(e -> abort());
    request.response().exceptionHandler(e -> abort());
    request.handler(this::send);
    request.endHandler(end -> finish());
    request.resume();
  }

  private void send(Buffer part) {
    if (failed) {
      return;
    }
    try {
      Buffer passed = payload.pass(part);
      if (passed.length() > 0) {
        outgoing.write(passed);
      }
    } catch (S3Error e) {
      fail(e);
      return;
    }
    if (outgoing.writeQueueFull()) {
      request.pause();
      outgoing.drainHandler(drained -> request.resume());
    }
  }

  private void finish() {
    if (failed) {
      return;
    }
    try {
      Buffer rest = payload.end();
      if (rest.length() > 0) {
        outgoing.end(rest);
      } else {
        outgoing.end();
      }
    } catch (S3Error e) {
      fail(e);
    }
  }

  private void relay(HttpClientResponse incoming, HttpServerResponse response) {
    if (failed) {
      return;
    }
    response.setStatusCode(incoming.statusCode()).putHeader("Server", "AmazonS3");
    incoming
        .headers()
        .forEach(
            (name, value) -> {
              if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                response.headers().add(name, StoredType.fromStore(name, value));
              }
            });
    if (!response.headers().contains("Content-Length")
        && incoming.statusCode() != 204
        && incoming.statusCode() != 304) {
      response.setChunked(true);
    }
    if (truncated) {
      HalfAnswer.relay(incoming, request);
      return;
    }
    Relay.start(incoming, response, this::abort);
  }

  private void fail(S3Error error) {
    if (!failed) {
      failed = true;
      outgoing.reset();
      refuse.accept(error);
    }
  }

  private void abort() {
    if (failed) {
      return;
    }
    failed = true;
    outgoing.reset();
    request.connection().close();
  }

  static S3Error internal() {
    return new S3Error(500, "InternalError", "We encountered an internal error. Please try again.");
  }
}
