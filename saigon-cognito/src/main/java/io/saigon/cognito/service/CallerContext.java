package io.saigon.cognito.service;

import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;

/** Futures on the context of the caller; the one class of this artifact with Vert.x internals. */
public final class CallerContext {
  private CallerContext() {}

  public static <T> Promise<T> promise(Vertx vertx) {
    return context(vertx).promise();
  }

  public static <T> Future<T> succeeded(Vertx vertx, T value) {
    return context(vertx).succeededFuture(value);
  }

  public static <T> Future<T> failed(Vertx vertx, Throwable failure) {
    return context(vertx).failedFuture(failure);
  }

  /** Completes a future on the caller's context. */
  public static <T> Future<T> of(Vertx vertx, Future<T> future) {
    Promise<T> promise = promise(vertx);
    future.onComplete(promise);
    return promise.future();
  }

  /** Closes a hook with the caller's verticle, or with Vert.x; false if that is closed already. */
  static boolean closeWithOwner(Vertx vertx, Closeable hook) {
    ContextInternal current = ((VertxInternal) vertx).getContext();
    CloseFuture owner =
        current == null ? ((VertxInternal) vertx).closeFuture() : current.closeFuture();
    return owner.add(hook);
  }

  private static ContextInternal context(Vertx vertx) {
    return ((VertxInternal) vertx).getOrCreateContext();
  }
}
