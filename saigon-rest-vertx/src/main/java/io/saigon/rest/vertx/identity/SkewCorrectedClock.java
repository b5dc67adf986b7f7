package io.saigon.rest.vertx.identity;

import io.saigon.rest.vertx.syntax.HeaderDates;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that is corrected by the {@code Date} of responses.
 *
 * <p>Only responses to signed requests correct it. They come from the origin that the application
 * itself named, over TLS unless it named a plain http one; no response after a redirect to another
 * origin does, as nothing is signed there. Corrections are bounded, and those that do not help are
 * dropped, so that no response can disable a signer.
 */
public final class SkewCorrectedClock {
  // AWS accepts five minutes; a little less, for the time that a request travels.
  private static final long TOLERATED = 240;
  private static final long LONGEST = 24 * 60 * 60;

  private final Clock clock;
  private final AtomicLong offset = new AtomicLong();

  public SkewCorrectedClock(Clock clock) {
    this.clock = clock;
  }

  long offset() {
    return offset.get();
  }

  long epochSecond() {
    return uncorrectedSecond() + offset.get();
  }

  private long uncorrectedSecond() {
    return Math.floorDiv(clock.millis(), 1000);
  }

  /**
   * Adopts the time of a response that refused a signature, unless it is more than 24 hours off.
   *
   * @return whether the signature was too far from the service's time, and the next one is not
   */
  boolean correct(long signedAt, MultiMap headers) {
    Instant date = HeaderDates.httpDate(headers.get(HttpHeaders.DATE));
    if (date == null || Math.abs(date.getEpochSecond() - signedAt) < TOLERATED) {
      return false;
    }
    long correction = date.getEpochSecond() - uncorrectedSecond();
    if (Math.abs(correction) > LONGEST) {
      return false;
    }
    offset.set(correction);
    return true;
  }

  /** Drops the correction, if the signature was made with it. */
  void revert(long signedAt) {
    long used = offset.get();
    if (Math.abs(uncorrectedSecond() + used - signedAt) < TOLERATED) {
      offset.compareAndSet(used, 0);
    }
  }
}
