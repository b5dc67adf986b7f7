package io.saigon.aws.credentials;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Waits for futures within a bound. */
final class Await {
  private Await() {}

  static <T> T join(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  static Throwable failure(Future<?> future) throws Exception {
    try {
      Object result = join(future);
      throw new AssertionError("It succeeded with " + result);
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
