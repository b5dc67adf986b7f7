package io.saigon.aws;

import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Event-loop contexts to run HTTP exchanges on. */
final class LoopContext {
  private LoopContext() {}

  /**
   * Returns the caller's context if it is an event loop's, else one on the event loop that the
   * caller's context or thread belongs to.
   */
  static ContextInternal of(Vertx vertx) {
    ContextInternal current = ((VertxInternal) vertx).getOrCreateContext();
    return current.isEventLoopContext()
        ? current
        : current.toBuilder().withThreadingModel(ThreadingModel.EVENT_LOOP).build();
  }

  /** The life of the verticle on whose context this is called, or else of the Vert.x instance. */
  static CloseFuture owner(Vertx vertx) {
    VertxInternal internal = (VertxInternal) vertx;
    ContextInternal current = internal.getContext();
    return current == null ? internal.closeFuture() : current.closeFuture();
  }

  /** A context that belongs to no deployment: what is made on it lives as long as its Vert.x. */
  static ContextInternal detached(Vertx vertx) {
    return ((VertxInternal) vertx).createEventLoopContext();
  }

  /**
   * Runs a task on a context after a while. The event loop's own timer is used, as Vert.x's timers
   * end with the verticle that set them, and what the verticle has begun must still come to an end.
   */
  static ScheduledFuture<?> after(ContextInternal context, long millis, Runnable task) {
    return context
        .nettyEventLoop()
        .schedule(() -> run(context, task), millis, TimeUnit.MILLISECONDS);
  }

  static void run(ContextInternal context, Runnable task) {
    if (context.isRunningOnContext()) {
      task.run();
    } else {
      context.emit(null, ignored -> task.run());
    }
  }
}
