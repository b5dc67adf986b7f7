package io.saigon.api.vault;

import io.vertx.core.internal.ContextInternal;

/** What a cache ages by, so that a test can move time instead of waiting for it. */
interface CacheTime {
  /** As {@link System#nanoTime()}. */
  long nanoTime();

  /** Runs {@code action} on the vault's context, {@code ms} milliseconds from now. */
  long after(long ms, Runnable action);

  /** Takes back what {@link #after} ordered, if there is still time. */
  void cancel(long timer);

  /** The machine's time. */
  static CacheTime of(ContextInternal context) {
    return new CacheTime() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public long after(long ms, Runnable action) {
        return context.setTimer(ms, timer -> action.run());
      }

      @Override
      public void cancel(long timer) {
        context.owner().cancelTimer(timer);
      }
    };
  }
}
