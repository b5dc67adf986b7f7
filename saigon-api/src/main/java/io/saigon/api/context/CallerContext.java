package io.saigon.api.context;

import io.vertx.core.Closeable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.tracing.VertxTracer;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A context of Vert.x, on which the results of an asynchronous call complete.
 *
 * <p>A future of Vert.x's public API that is completed on another thread calls its listeners there.
 * Futures of this class call them on the context, as those of Vert.x's own clients do. Thread-safe.
 */
public final class CallerContext {
  private final ContextInternal context;

  private CallerContext(ContextInternal context) {
    this.context = context;
  }

  /**
   * Returns the context of the calling code.
   *
   * @param vertx Vert.x instance
   * @return the current context; for a thread that has none, a new one, which the thread keeps
   */
  public static CallerContext current(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return new CallerContext(((VertxInternal) vertx).getOrCreateContext());
  }

  /**
   * Returns a given context.
   *
   * @param context context of Vert.x
   * @return the same context
   */
  public static CallerContext of(Context context) {
    return new CallerContext((ContextInternal) Objects.requireNonNull(context, "context"));
  }

  /**
   * Creates an event-loop context that belongs to no verticle, and so lives as long as Vert.x.
   *
   * @param vertx Vert.x instance
   * @return the new context
   */
  public static CallerContext detached(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return new CallerContext(((VertxInternal) vertx).createEventLoopContext());
  }

  /**
   * Creates a context on this one's event loop that belongs to no verticle, and so lives as long as
   * Vert.x.
   *
   * @return the new context
   */
  public CallerContext detached() {
    return new CallerContext(
        context.owner().contextBuilder().withEventLoop(context.nettyEventLoop()).build());
  }

  /**
   * Returns the Vert.x instance.
   *
   * @return the owner of the context
   */
  public Vertx vertx() {
    return context.owner();
  }

  /**
   * Returns Vert.x's own view of the context.
   *
   * @return the context
   */
  public Context context() {
    return context;
  }

  /**
   * Creates a promise.
   *
   * @param <T> type of the result
   * @return a promise that may be completed on any thread; its future completes on the context
   */
  public <T> Promise<T> promise() {
    return context.promise();
  }

  /**
   * Passes a result on to the context.
   *
   * @param <T> type of the result
   * @param future future that may complete anywhere
   * @return a future with the same outcome that completes on the context
   */
  public <T> Future<T> complete(Future<T> future) {
    Objects.requireNonNull(future, "future");
    Promise<T> promise = context.promise();
    future.onComplete(promise);
    return promise.future();
  }

  /**
   * Creates a succeeded future without a result.
   *
   * @return the future, whose listeners are called on the context
   */
  public Future<Void> succeeded() {
    return context.succeededFuture();
  }

  /**
   * Creates a succeeded future.
   *
   * @param <T> type of the result
   * @param result result
   * @return the future, whose listeners are called on the context
   */
  public <T> Future<T> succeeded(T result) {
    return context.succeededFuture(result);
  }

  /**
   * Creates a failed future.
   *
   * @param <T> type of the result
   * @param cause failure
   * @return the future, whose listeners are called on the context
   */
  public <T> Future<T> failed(Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    return context.failedFuture(cause);
  }

  /**
   * Returns whether the calling thread runs a task of the context.
   *
   * @return true on the context
   */
  public boolean isCurrent() {
    return context.isRunningOnContext();
  }

  /**
   * Runs a task on the context, at once if the calling thread is on it. After the close of Vert.x,
   * when no event loop is left, the task runs on the calling thread.
   *
   * @param task task, which must not block
   */
  public void run(Runnable task) {
    if (context.isRunningOnContext()) {
      task.run();
      return;
    }
    try {
      context.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  /**
   * Runs a task on the context, in a later turn of its event loop.
   *
   * @param task task, which must not block
   */
  public void runLater(Runnable task) {
    Objects.requireNonNull(task, "task");
    context.runOnContext(ignored -> task.run());
  }

  /**
   * Calls a handler on the context, at once if the calling thread is on it.
   *
   * @param <T> type of the item
   * @param item item to pass
   * @param handler handler; its failure goes to the context's exception handler
   */
  public <T> void emit(@Nullable T item, Handler<T> handler) {
    Objects.requireNonNull(handler, "handler");
    context.emit(item, handler);
  }

  /**
   * Calls a handler on the calling thread, which has to be on the context.
   *
   * @param <T> type of the item
   * @param item item to pass
   * @param handler handler; its failure goes to the context's exception handler
   */
  public <T> void dispatch(@Nullable T item, Handler<T> handler) {
    Objects.requireNonNull(handler, "handler");
    context.dispatch(item, handler);
  }

  /**
   * Sets a timer that ends with the context's verticle.
   *
   * @param ms delay in milliseconds, at least 1
   * @param task task, called on the context
   * @return id for {@link Vertx#cancelTimer}
   */
  public long setTimer(long ms, Runnable task) {
    Objects.requireNonNull(task, "task");
    return context.setTimer(ms, timer -> task.run());
  }

  /**
   * Registers an object to be closed with the context's verticle, or else with Vert.x.
   *
   * @param closeable object to close
   * @return false if verticle or Vert.x is closed already
   */
  public boolean addCloseable(Closeable closeable) {
    Objects.requireNonNull(closeable, "closeable");
    return context.closeFuture().add(closeable);
  }

  /**
   * Takes a registration of {@link #addCloseable} back.
   *
   * @param closeable object that was registered
   */
  public void removeCloseable(Closeable closeable) {
    Objects.requireNonNull(closeable, "closeable");
    context.closeFuture().remove(closeable);
  }

  /**
   * Returns whether a Vert.x instance has a tracer.
   *
   * @param vertx Vert.x instance
   * @return true with one
   */
  public static boolean isTraced(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return ((VertxInternal) vertx).tracer() != null;
  }

  /**
   * Returns the tracer of Vert.x.
   *
   * @return the tracer, or null if nothing is traced
   */
  public @Nullable VertxTracer<?, ?> tracer() {
    return context.tracer();
  }

  /**
   * Creates a context that runs like this one, with a trace of its own.
   *
   * @return the new context
   */
  public CallerContext duplicate() {
    return new CallerContext(context.duplicate());
  }

  /**
   * Returns whether the context's verticle or Vert.x is closed.
   *
   * @return true after undeployment or close
   */
  public boolean isClosed() {
    return context.closeFuture().isClosed() || isVertxClosed();
  }

  /**
   * Returns whether Vert.x is closed; no context completes anything then.
   *
   * @return true after close
   */
  public boolean isVertxClosed() {
    return context.owner().closeFuture().isClosed();
  }
}
