package io.saigon.testkit.internal.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Passes on half of an answer, and closes the connection. */
public final class HalfAnswer {
  private final HttpClientResponse incoming;
  private final HttpServerRequest request;
  private long left;

  private HalfAnswer(HttpClientResponse incoming, HttpServerRequest request, long left) {
    this.incoming = incoming;
    this.request = request;
    this.left = left;
  }

  /** The head of the answer is set already. */
  public static void relay(HttpClientResponse incoming, HttpServerRequest request) {
    String length = incoming.getHeader("Content-Length");
    new HalfAnswer(incoming, request, length == null ? 1 : Long.parseLong(length) / 2).run();
  }

  private void run() {
    HttpServerResponse response = request.response();
    incoming.handler(
        part -> {
          Buffer passed = part.slice(0, (int) Math.min(left, part.length()));
          left -= passed.length();
          response
              .write(passed)
              .onComplete(
                  written -> {
                    if (left == 0) {
                      request.connection().close();
                    }
                  });
        });
    incoming.endHandler(end -> request.connection().close());
  }
}
