package io.saigon.cognito.service;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Refuses calls after close, and fails pending ones when it happens. */
public final class ClientLifetime implements Closeable {
  private final Vertx vertx;
  private final Set<Promise<?>> pending = ConcurrentHashMap.newKeySet();
  private final List<Runnable> onClose = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  public ClientLifetime(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Creates a lifetime that ends with the verticle on whose context this is called, or with Vert.x.
   */
  public static ClientLifetime ofCaller(Vertx vertx) {
    ClientLifetime lifetime = new ClientLifetime(vertx);
    if (!CallerContext.current(vertx).addCloseable(lifetime)) {
      throw new ClosedException(
          "The Vert.x instance or verticle is closed; create a Cognito client while it runs");
    }
    return lifetime;
  }

  public Vertx vertx() {
    return vertx;
  }

  public void requireOpen() {
    if (closed) {
      throw closedException();
    }
  }

  /** Makes a call. The future completes on the caller's context, and at once when this closes. */
  public <T> Future<T> call(Supplier<Future<T>> call) {
    if (closed) {
      return Future.failedFuture(closedException());
    }
    Future<T> answer = call.get();
    return answer.isComplete() ? answer : untilClosed(answer);
  }

  private <T> Future<T> untilClosed(Future<T> answer) {
    Promise<T> promise = CallerContext.current(vertx).promise();
    pending.add(promise);
    answer.onComplete(
        (result, failure) -> {
          pending.remove(promise);
          if (failure == null) {
            promise.tryComplete(result);
          } else {
            promise.tryFail(closed ? closedException() : failure);
          }
        });
    // Closed between the first check and the registration.
    if (closed) {
      promise.tryFail(closedException());
    }
    return promise.future();
  }

  /** Registers an action that runs as this closes, at once if it is closed. */
  public void onClose(Runnable action) {
    onClose.add(action);
    if (closed) {
      runOnClose();
    }
  }

  private void runOnClose() {
    for (Runnable action : List.copyOf(onClose)) {
      if (onClose.remove(action)) {
        action.run();
      }
    }
  }

  public Future<Void> close() {
    closed = true;
    runOnClose();
    pending.forEach(promise -> promise.tryFail(closedException()));
    return Future.succeededFuture();
  }

  @Override
  public void close(Completable<Void> completion) {
    close().onComplete(completion);
  }

  private static ClosedException closedException() {
    return new ClosedException("This Cognito client is closed; create another");
  }
}
