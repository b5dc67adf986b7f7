package io.saigon.testkit.internal.s3.store;

import java.time.Instant;

/**
 * The restore of a version in an archive.
 *
 * @param ready when the restored copy is there
 * @param expiry when it ends
 */
public record Restore(Instant ready, Instant expiry) {
  /** Returns whether the copy is still to come. */
  public boolean isOngoing(Instant now) {
    return now.isBefore(ready);
  }

  /** Returns whether the copy can be read. */
  public boolean isReadable(Instant now) {
    return !isOngoing(now) && now.isBefore(expiry);
  }
}
