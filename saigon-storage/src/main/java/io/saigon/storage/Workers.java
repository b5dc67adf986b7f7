package io.saigon.storage;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/** Blocking work of those whom an exception would reach where nobody expects it. */
final class Workers {
  private Workers() {}

  /** Runs a task on a worker; fails, and does not throw, if the workers are closed. */
  static <T> Future<T> run(ContextInternal context, Callable<T> task) {
    try {
      return context.executeBlocking(task, false);
    } catch (RejectedExecutionException e) {
      return context.failedFuture(e);
    }
  }
}
