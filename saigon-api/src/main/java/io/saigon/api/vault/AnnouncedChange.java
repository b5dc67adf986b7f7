package io.saigon.api.vault;

/** A change of one secret that was announced: fetched at once, but not too often. */
final class AnnouncedChange {
  private static final long INTERVAL_MS = 1_000;

  private long fetchedAt = Long.MIN_VALUE / 2;
  private long due = Alarm.NEVER;

  /** Returns when the secret is to be fetched, or {@link Alarm#NEVER}. */
  long due() {
    return due;
  }

  void add() {
    if (due == Alarm.NEVER) {
      due = fetchedAt + INTERVAL_MS;
    }
  }

  /** Returns whether the secret is to be fetched now, once for each time that it is. */
  boolean take(long now) {
    if (due == Alarm.NEVER || now < due) {
      return false;
    }
    due = Alarm.NEVER;
    fetchedAt = now;
    return true;
  }
}
