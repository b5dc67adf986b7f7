package io.saigon.api.vault;

import io.saigon.api.context.CallerContext;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Clock and timers of a cache, which a test can move instead of waiting. */
interface CacheTime {
  /** Returns milliseconds since some moment, which never decrease. */
  long millis();

  /** The wall clock's time, which services' expirations refer to. */
  Instant now();

  /** Runs {@code action} on the vault's context, {@code ms} milliseconds from now. */
  long after(long ms, Runnable action);

  /** Cancels a timer of {@link #after}, if there is still time. */
  void cancel(long timer);

  /** Returns the machine's time. */
  static CacheTime of(CallerContext context) {
    return new CacheTime() {
      @Override
      public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
      }

      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public long after(long ms, Runnable action) {
        return context.setTimer(ms, action);
      }

      @Override
      public void cancel(long timer) {
        context.vertx().cancelTimer(timer);
      }
    };
  }
}
