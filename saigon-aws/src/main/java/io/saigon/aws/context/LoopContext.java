package io.saigon.aws.context;

import io.saigon.api.context.CallerContext;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An event-loop context, on which HTTP exchanges and the SDK's timers run. */
public final class LoopContext {
  private final ContextInternal context;

  private LoopContext(ContextInternal context) {
    this.context = context;
  }

  /**
   * Returns the caller's context if it is an event loop's, else one on the event loop that the
   * caller's context or thread belongs to.
   */
  public static LoopContext of(Vertx vertx) {
    ContextInternal current = ((VertxInternal) vertx).getOrCreateContext();
    return new LoopContext(
        current.isEventLoopContext()
            ? current
            : current.toBuilder().withThreadingModel(ThreadingModel.EVENT_LOOP).build());
  }

  CallerContext caller() {
    return CallerContext.of(context);
  }

  /** Creates something that belongs to no deployment, and so lives as long as Vert.x. */
  public static <T> T detached(Vertx vertx, Supplier<T> factory) {
    ContextInternal detached = ((VertxInternal) vertx).createEventLoopContext();
    ContextInternal previous = detached.beginDispatch();
    try {
      return factory.get();
    } finally {
      detached.endDispatch(previous);
    }
  }

  public static boolean isOnEventLoop() {
    ContextInternal current = ContextInternal.current();
    return current != null && current.isEventLoopContext();
  }

  /** Runs a task on the context, at once if the calling thread is on it. */
  public void run(Runnable task) {
    if (context.isRunningOnContext()) {
      task.run();
    } else {
      context.emit(null, ignored -> task.run());
    }
  }

  /** Runs a task on the context, in a later turn of its event loop. */
  public void runLater(Runnable task) {
    context.runOnContext(ignored -> task.run());
  }

  /**
   * Runs a task on the context after a while. The event loop's own timer is used, as Vert.x's
   * timers end with the verticle that set them, and what the verticle has begun must still come to
   * an end.
   */
  public ScheduledFuture<?> after(long millis, Runnable task) {
    return eventLoop().schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
  }

  ScheduledExecutorService eventLoop() {
    return context.nettyEventLoop();
  }

  /** Calls on the calling thread, which is that of the context's event loop. */
  <V> V dispatch(Callable<V> callable) throws Exception {
    ContextInternal previous = context.beginDispatch();
    try {
      return callable.call();
    } finally {
      context.endDispatch(previous);
    }
  }

  void dispatch(Runnable task) {
    context.dispatch(task);
  }
}
