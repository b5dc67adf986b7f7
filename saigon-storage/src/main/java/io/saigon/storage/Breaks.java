package io.saigon.storage;

/** How often a connection may break: a few times in a row without a byte between. */
final class Breaks {
  private static final int MOST = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;

  private int count;
  private long at = -1;

  /** Counts one at a position; false if it is one too many. */
  boolean tolerates(long position) {
    count = position > at ? 1 : count + 1;
    at = position;
    return count <= MOST;
  }

  /** How long to wait before the next try. */
  long pauseMillis() {
    return FIRST_PAUSE_MILLIS << (2 * (count - 1));
  }
}
