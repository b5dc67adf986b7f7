package io.saigon.testkit.internal.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

/**
 * Passes the body of an answer on as it comes. No pipe: parts still come for a while when the
 * caller is gone, and a pipe would end an answer that is ended already.
 */
public final class Relay {
  private final HttpClientResponse incoming;
  private final HttpServerResponse response;
  private final Runnable abort;

  private Relay(HttpClientResponse incoming, HttpServerResponse response, Runnable abort) {
    this.incoming = incoming;
    this.response = response;
    this.abort = abort;
  }

  /**
   * Starts.
   *
   * @param response its head is set already
   * @param abort gives both sides up, however often it is called
   */
  public static void start(
      HttpClientResponse incoming, HttpServerResponse response, Runnable abort) {
    Relay relay = new Relay(incoming, response, abort);
    incoming.exceptionHandler(e -> abort.run());
    incoming.handler(relay::pass);
    incoming.endHandler(end -> relay.end());
  }

  private void pass(Buffer part) {
    if (response.ended() || response.closed()) {
      abort.run();
      return;
    }
    response.write(part);
    if (response.writeQueueFull()) {
      incoming.pause();
      response.drainHandler(drained -> incoming.resume());
    }
  }

  private void end() {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }
}
