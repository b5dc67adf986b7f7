package io.saigon.vault.pg;

import io.vertx.core.Future;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;

/** Holds back callers who found no connection, for as long as they may wait. */
final class PoolWaits {
  private final VertxInternal vertx;
  private final Outage outage;
  private final Duration rotationPatience;
  private final Duration reconnectTimeout;

  PoolWaits(
      VertxInternal vertx, Outage outage, Duration rotationPatience, Duration reconnectTimeout) {
    this.vertx = vertx;
    this.outage = outage;
    this.rotationPatience = rotationPatience;
    this.reconnectTimeout = reconnectTimeout;
  }

  /**
   * Waits until the caller may ask the pool again.
   *
   * @param began when the caller first asked, as {@link System#nanoTime()} has it
   * @return completes on the caller's context; fails with the reason when the time is over
   */
  Future<Void> end(NoConnection none, long began) {
    Duration waited = Duration.ofNanos(System.nanoTime() - began);
    Future<Boolean> again =
        switch (none.kind()) {
          // Its failures come after a pause.
          case ROTATION -> Future.succeededFuture(waited.compareTo(rotationPatience) < 0);
          case OUTAGE ->
              outage.turn(vertx.getOrCreateContext(), reconnectTimeout.minus(waited).toMillis());
        };
    return again.compose(
        more -> more ? Future.succeededFuture() : Future.failedFuture(none.reason()));
  }
}
