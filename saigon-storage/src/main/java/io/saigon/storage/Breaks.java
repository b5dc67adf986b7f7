package io.saigon.storage;

/** How often a connection may break: a few times with little between. */
final class Breaks {
  private static final int MOST = 3;
  // Less than this is no progress, or an object would come in thousands of requests.
  private static final long LITTLE = 128 << 10;
  private static final long FIRST_PAUSE_MILLIS = 50;

  private int count;
  private long at = -LITTLE;

  /** Counts one at a position; false if it is one too many. */
  boolean tolerates(long position) {
    if (position - at >= LITTLE) {
      count = 0;
      at = position;
    }
    return ++count <= MOST;
  }

  /** How long to wait before the next try. */
  long pauseMillis() {
    return FIRST_PAUSE_MILLIS << (2 * (count - 1));
  }
}
