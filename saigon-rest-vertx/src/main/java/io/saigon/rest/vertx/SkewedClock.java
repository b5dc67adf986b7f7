package io.saigon.rest.vertx;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that is corrected by the {@code Date} of answers.
 *
 * <p>Only answers to signed requests correct it. They come from the origin that the application
 * itself named, over TLS unless it named a plain http one; no answer after a redirect to another
 * origin does, as nothing is signed there. Corrections are bounded, and those that do not help are
 * forgotten, so that no answer can disable a signer.
 */
final class SkewedClock {
  // AWS accepts five minutes; a little less, for the time that a request travels.
  private static final long TOLERATED = 240;
  private static final long LONGEST = 24 * 60 * 60;

  private final Clock clock;
  private final AtomicLong offset = new AtomicLong();

  SkewedClock(Clock clock) {
    this.clock = clock;
  }

  long epochSecond() {
    return ownSecond() + offset.get();
  }

  private long ownSecond() {
    return Math.floorDiv(clock.millis(), 1000);
  }

  /**
   * Takes over the time of an answer that refused a signature, unless it is more than 24 hours off.
   *
   * @return whether the signature was too far from the service's time, and the next one is not
   */
  boolean learn(long signedAt, MultiMap headers) {
    Instant date = Backoff.date(headers.get(HttpHeaders.DATE));
    if (date == null || Math.abs(date.getEpochSecond() - signedAt) < TOLERATED) {
      return false;
    }
    long learned = date.getEpochSecond() - ownSecond();
    if (Math.abs(learned) > LONGEST) {
      return false;
    }
    offset.set(learned);
    return true;
  }

  /** Returns to the own time, if the signature was made with the offset of now. */
  void forget(long signedAt) {
    long used = offset.get();
    if (Math.abs(ownSecond() + used - signedAt) < TOLERATED) {
      offset.compareAndSet(used, 0);
    }
  }
}
