package io.saigon.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Closes by a future what {@link AutoCloseable} closes at once. */
final class Closing {
  private Closing() {}

  static void close(Future<Void> stopping) {
    if (Vertx.currentContext() != null) {
      return;
    }
    try {
      stopping.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The local servers did not stop", e);
    }
  }
}
