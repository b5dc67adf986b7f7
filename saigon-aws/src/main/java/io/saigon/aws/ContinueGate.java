package io.saigon.aws;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.internal.ContextInternal;

/** Holds a body back until the server says 100 or has had the time to. */
final class ContinueGate {
  /** RFC 9110, 10.1.1: a client should not wait for a 100 for ever. */
  private static final long MILLIS = 1000;

  private final ContextInternal context;
  private long timer = -1;

  ContinueGate(ContextInternal context) {
    this.context = context;
  }

  void await(HttpClientRequest request, Runnable open) {
    request.continueHandler(ignored -> open.run());
    timer = context.setTimer(MILLIS, id -> open.run());
  }

  void cancel() {
    if (timer >= 0) {
      context.owner().cancelTimer(timer);
      timer = -1;
    }
  }
}
