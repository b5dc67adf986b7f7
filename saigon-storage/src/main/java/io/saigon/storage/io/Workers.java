package io.saigon.storage.io;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/** Blocking work on the worker threads of a context, also while Vert.x closes. */
public final class Workers {
  private Workers() {}

  /** Runs a task on a worker; fails, and does not throw, if the workers are closed. */
  public static <T> Future<T> run(ContextInternal context, Callable<T> task) {
    try {
      return context.executeBlocking(task, false);
    } catch (RejectedExecutionException e) {
      return context.failedFuture(e);
    }
  }

  /** Runs on a worker; without one, as after the close of Vert.x, on the calling thread. */
  public static Future<Void> cleanUp(Context context, Runnable cleanUp) {
    Callable<Void> task =
        () -> {
          cleanUp.run();
          return null;
        };
    try {
      return context.executeBlocking(task, false);
    } catch (RejectedExecutionException e) {
      // No event loop may be left either to complete a future of the context.
      return Future.future(
          done -> {
            cleanUp.run();
            done.complete();
          });
    }
  }
}
