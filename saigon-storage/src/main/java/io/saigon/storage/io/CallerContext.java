package io.saigon.storage.io;

import io.vertx.core.Closeable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The context of a caller, which its results complete on. */
public final class CallerContext {
  private final ContextInternal context;

  private CallerContext(ContextInternal context) {
    this.context = context;
  }

  /** Returns the context of the calling code, which is a new one outside of Vert.x. */
  public static CallerContext current(Vertx vertx) {
    return new CallerContext(((VertxInternal) vertx).getOrCreateContext());
  }

  public Vertx vertx() {
    return context.owner();
  }

  public Context context() {
    return context;
  }

  public <T> Promise<T> promise() {
    return context.promise();
  }

  public Future<Void> succeeded() {
    return context.succeededFuture();
  }

  public <T> Future<T> succeeded(T result) {
    return context.succeededFuture(result);
  }

  public <T> Future<T> failed(Throwable cause) {
    return context.failedFuture(cause);
  }

  /** Runs a task on a worker; fails, and does not throw, if the workers are closed. */
  public <T extends @Nullable Object> Future<T> blocking(Callable<T> task) {
    try {
      return context.executeBlocking(task, false);
    } catch (RejectedExecutionException e) {
      // No event loop may be left either to complete a future of the context.
      return Future.failedFuture(e);
    }
  }

  /** Runs a task on a worker; without one, as after the close of Vert.x, on the calling thread. */
  public Future<Void> cleanUp(Runnable task) {
    Callable<Void> onWorker =
        () -> {
          task.run();
          return null;
        };
    try {
      return context.executeBlocking(onWorker, false);
    } catch (RejectedExecutionException e) {
      return Future.future(
          done -> {
            task.run();
            done.complete();
          });
    }
  }

  /** Runs a task on the context, at once if the calling thread is on it. */
  public void run(Runnable task) {
    if (context.isRunningOnContext()) {
      task.run();
      return;
    }
    try {
      context.execute(task);
    } catch (RejectedExecutionException e) {
      // Vert.x is closed and has no event loop left.
      task.run();
    }
  }

  /** Calls a handler on the context, at once if the calling thread is on it. */
  public <T> void emit(T item, Handler<T> handler) {
    context.emit(item, handler);
  }

  /** Calls a handler on the calling thread, which is on the context. */
  public <T> void dispatch(@Nullable T item, Handler<T> handler) {
    context.dispatch(item, handler);
  }

  /** Closes something with the verticle or Vert.x; returns false if that is closed already. */
  public boolean addCloseable(Closeable closeable) {
    return context.closeFuture().add(closeable);
  }

  public void removeCloseable(Closeable closeable) {
    context.closeFuture().remove(closeable);
  }

  /** Returns whether the verticle or Vert.x is closed. */
  public boolean isClosed() {
    return context.closeFuture().isClosed() || isVertxClosed();
  }

  public boolean isVertxClosed() {
    return context.owner().closeFuture().isClosed();
  }
}
