package io.saigon.testkit.internal.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The token bucket of API Gateway: a rate per second, and a burst. */
final class Throttle {
  private final Clock clock;
  private final double perSecond;
  private final int burst;
  private double tokens;
  private Instant filled;

  Throttle(Clock clock, double perSecond, int burst) {
    if (!(perSecond >= 0) || burst < 0) {
      throw new IllegalArgumentException("perSecond and burst must be 0 or more");
    }
    this.clock = clock;
    this.perSecond = perSecond;
    this.burst = burst;
    tokens = burst;
    filled = clock.instant();
  }

  synchronized boolean admits() {
    Instant now = clock.instant();
    double seconds = Math.max(0, Duration.between(filled, now).toMillis() / 1000.0);
    tokens = Math.min(burst, tokens + seconds * perSecond);
    filled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
