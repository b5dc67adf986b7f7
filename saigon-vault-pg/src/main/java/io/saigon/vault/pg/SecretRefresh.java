package io.saigon.vault.pg;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fetches secrets anew, once for all who need it at about the same time. */
final class SecretRefresh {
  private static final long INTERVAL_NANOS = 500_000_000L;

  private @Nullable Future<Void> running;
  private long endedAt = System.nanoTime() - INTERVAL_NANOS;

  /** Runs a refresh, or returns one that is under way or has just ended. */
  synchronized Future<Void> run(Supplier<Future<Void>> refresh) {
    if (running != null) {
      return running;
    }
    if (System.nanoTime() - endedAt < INTERVAL_NANOS) {
      return Future.succeededFuture();
    }
    Future<Void> started = refresh.get();
    running = started;
    started.onComplete(done -> ended(started));
    return started;
  }

  private synchronized void ended(Future<Void> refresh) {
    if (running == refresh) {
      running = null;
      endedAt = System.nanoTime();
    }
  }
}
