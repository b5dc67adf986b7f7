package io.saigon.aws.credentials;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task that runs once at a time for all its callers, on a context that belongs to no verticle: it
 * ends although the verticle that began it is undeployed.
 */
final class SharedTask<T> {
  private final CallerContext context;
  private final Supplier<Future<T>> task;
  private final AtomicReference<@Nullable Future<T>> running = new AtomicReference<>();

  SharedTask(Vertx vertx, Supplier<Future<T>> task) {
    this.context = CallerContext.detached(vertx);
    this.task = task;
  }

  /**
   * Runs the task, or joins the run that is under way.
   *
   * @return its result, which completes on any thread
   */
  Future<T> run() {
    Promise<T> promise = Promise.promise();
    Future<T> other = running.compareAndExchange(null, promise.future());
    if (other != null) {
      return other;
    }
    context.run(
        () ->
            start()
                .onComplete(
                    (result, failure) -> {
                      running.set(null);
                      promise.complete(result, failure);
                    }));
    return promise.future();
  }

  boolean isRunning() {
    return running.get() != null;
  }

  private Future<T> start() {
    try {
      return task.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
