package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Holds back callers who found no connection, for as long as they may wait. */
final class PoolWaits {
  private final Vertx vertx;
  private final Outage outage;
  private final Duration rotationPatience;
  private final Duration reconnectTimeout;

  PoolWaits(Vertx vertx, Outage outage, Duration rotationPatience, Duration reconnectTimeout) {
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
              outage.turn(CallerContext.current(vertx), reconnectTimeout.minus(waited).toMillis());
        };
    return again.compose(
        more -> more ? Future.succeededFuture() : Future.failedFuture(none.reason()));
  }
}
