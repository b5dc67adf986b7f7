package io.saigon.examples.lifecycle;

import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.lang.reflect.Field;
import java.util.Collection;

/** The timers of a Vert.x. */
final class Timers {
  private Timers() {}

  static int pending(Vertx vertx) {
    int pending = 0;
    for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      pending += pending(loop);
    }
    return pending;
  }

  // Netty reports the number of pending tasks, but not of scheduled ones.
  private static int pending(EventExecutor loop) {
    try {
      Field queue = AbstractScheduledEventExecutor.class.getDeclaredField("scheduledTaskQueue");
      queue.setAccessible(true);
      Collection<?> tasks = (Collection<?>) queue.get(loop);
      return tasks == null ? 0 : tasks.size();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
