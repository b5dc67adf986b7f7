package io.saigon.cognito;

import io.saigon.api.ClosedException;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Refuses calls after close, and fails those under way when it happens. */
final class Lifetime implements Closeable {
  private final VertxInternal vertx;
  private final Set<Promise<?>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Lifetime(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  /** Creates one that ends with the verticle on whose context this is called, or with Vert.x. */
  static Lifetime ofCaller(Vertx vertx) {
    Lifetime lifetime = new Lifetime(vertx);
    ContextInternal current = lifetime.vertx.getContext();
    CloseFuture owner = current == null ? lifetime.vertx.closeFuture() : current.closeFuture();
    if (!owner.add(lifetime)) {
      throw new ClosedException(
          "The Vert.x instance or verticle is closed; create a Cognito client while it runs");
    }
    return lifetime;
  }

  Vertx vertx() {
    return vertx;
  }

  void requireOpen() {
    if (closed) {
      throw closedException();
    }
  }

  /** Makes a call. The future completes on the caller's context, and at once when this closes. */
  <T> Future<T> call(Supplier<Future<T>> call) {
    if (closed) {
      return Future.failedFuture(closedException());
    }
    Future<T> answer = call.get();
    return answer.isComplete() ? answer : untilClosed(answer);
  }

  private <T> Future<T> untilClosed(Future<T> answer) {
    Promise<T> promise = vertx.getOrCreateContext().promise();
    underWay.add(promise);
    answer.onComplete(
        (result, failure) -> {
          underWay.remove(promise);
          if (failure == null) {
            promise.tryComplete(result);
          } else {
            promise.tryFail(closed ? closedException() : failure);
          }
        });
    // Closed between the question and the registration.
    if (closed) {
      promise.tryFail(closedException());
    }
    return promise.future();
  }

  Future<Void> close() {
    closed = true;
    underWay.forEach(promise -> promise.tryFail(closedException()));
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
