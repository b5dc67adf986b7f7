package io.saigon.storage.download;

/** Bounds how often a broken connection is replaced without progress in between. */
final class RetryBudget {
  private static final int MAX_RETRIES = 3;
  // Less than this is no progress, or an object would come in thousands of requests.
  private static final long MIN_PROGRESS = 128 << 10;
  private static final long FIRST_PAUSE_MILLIS = 50;

  private int count;
  private long at = -MIN_PROGRESS;

  /** Counts a retry at a position; returns false if it is one too many. */
  boolean allows(long position) {
    if (position - at >= MIN_PROGRESS) {
      count = 0;
      at = position;
    }
    return ++count <= MAX_RETRIES;
  }

  /** Returns the pause before the retry, in milliseconds. */
  long pauseMillis() {
    return FIRST_PAUSE_MILLIS << (2 * (count - 1));
  }
}
