package io.saigon.vault.pg;

import java.time.Duration;

/** Growing pauses up to a bound in all. */
final class Backoff {
  private static final long FIRST_MS = 100;
  private static final long LONGEST_MS = 2_000;

  private final long end;
  private long next = FIRST_MS;

  Backoff(Duration patience) {
    this.end = System.nanoTime() + patience.toNanos();
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  long nextMs() {
    long pause = next;
    next = Math.min(LONGEST_MS, next * 2);
    return pause;
  }
}
