package io.saigon.storage.io;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Blocking tasks on Vert.x's worker threads, also when those are closed already. */
public final class Workers {
  private Workers() {}

  /** Runs a task on a worker; fails, and does not throw, if the workers are closed. */
  public static <T extends @Nullable Object> Future<T> call(
      CallerContext context, Callable<T> task) {
    try {
      return context.context().executeBlocking(task, false);
    } catch (RejectedExecutionException e) {
      // No event loop may be left either to complete a future of the context.
      return Future.failedFuture(e);
    }
  }

  /** Runs a task on a worker; without one, as after the close of Vert.x, on the calling thread. */
  public static Future<Void> cleanUp(CallerContext context, Runnable task) {
    Callable<Void> onWorker =
        () -> {
          task.run();
          return null;
        };
    try {
      return context.context().executeBlocking(onWorker, false);
    } catch (RejectedExecutionException e) {
      return Future.future(
          done -> {
            task.run();
            done.complete();
          });
    }
  }
}
