package io.saigon.rest.vertx;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.Instant;

/** A clock with an offset that services' answers taught it. */
final class SkewedClock {
  // AWS accepts five minutes; a little less, for the time that a request travels.
  private static final long TOLERATED = 240;

  private final Clock clock;
  private volatile long offset;

  SkewedClock(Clock clock) {
    this.clock = clock;
  }

  long epochSecond() {
    return Math.floorDiv(clock.millis(), 1000) + offset;
  }

  /**
   * Learns from the date of an answer that refused a signature.
   *
   * @return whether the signature was too far from the service's time
   */
  boolean learn(long signedAt, MultiMap headers) {
    Instant date = Backoff.date(headers.get(HttpHeaders.DATE));
    if (date == null || Math.abs(date.getEpochSecond() - signedAt) < TOLERATED) {
      return false;
    }
    offset = date.getEpochSecond() - Math.floorDiv(clock.millis(), 1000);
    return true;
  }
}
