package io.saigon.cognito.session;

import io.saigon.api.context.CallerContext;
import io.saigon.cognito.service.ClientLifetime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Pauses between two attempts, which end with the client. */
final class Pauses {
  private final Vertx vertx;
  // Of no verticle, as callers of other verticles may wait for the same renewal.
  private final CallerContext context;
  private final Map<Long, Promise<Void>> running = new ConcurrentHashMap<>();

  Pauses(ClientLifetime lifetime) {
    this.vertx = lifetime.vertx();
    this.context = CallerContext.detached(vertx);
    lifetime.onClose(this::end);
  }

  Future<Void> pause(long millis) {
    Promise<Void> promise = Promise.promise();
    context.run(
        () -> {
          long[] id = new long[1];
          id[0] =
              context.setTimer(
                  millis,
                  () -> {
                    running.remove(id[0]);
                    promise.tryComplete();
                  });
          running.put(id[0], promise);
        });
    return promise.future();
  }

  private void end() {
    running.forEach(
        (id, promise) -> {
          vertx.cancelTimer(id);
          promise.tryComplete();
        });
    running.clear();
  }
}
