package io.saigon.aws.http;

import io.saigon.aws.context.LoopContext;
import io.vertx.core.http.HttpClientRequest;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** Holds a body back until the server answers 100 or a time-out has passed. */
final class ContinueGate {
  /** RFC 9110, 10.1.1: a client should not wait for a 100 for ever. */
  private static final long MILLIS = 1000;

  private final LoopContext context;
  private @Nullable ScheduledFuture<?> timer;

  ContinueGate(LoopContext context) {
    this.context = context;
  }

  void await(HttpClientRequest request, Runnable open) {
    request.continueHandler(ignored -> open.run());
    timer = context.after(MILLIS, open);
  }

  void cancel() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
