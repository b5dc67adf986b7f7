package io.saigon.rest.vertx;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * When a call that failed is sent again: after no whole answer, and after the statuses given here.
 *
 * <p>Only calls that may arrive twice are repeated: GET, HEAD, OPTIONS, PUT, DELETE, and those that
 * say so by {@link RestCall#idempotent}; others only if no connection was made at all. The wait
 * before a repeat is random, up to a limit that doubles each time (AWS Architecture Blog,
 * "Exponential Backoff And Jitter"), or what the service asks for by {@code Retry-After}; a call
 * whose service asks for more than {@code maxDelay}, or than its timeout leaves, fails at once.
 *
 * @param maxAttempts how often a call is sent at most, the first time included
 * @param firstDelay longest wait before the first repeat
 * @param maxDelay longest wait before any repeat
 * @param statuses HTTP statuses that may be gone the next time
 */
public record RetryPolicy(
    int maxAttempts, Duration firstDelay, Duration maxDelay, Set<Integer> statuses) {
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          3, Duration.ofMillis(100), Duration.ofSeconds(20), Set.of(429, 500, 502, 503, 504));

  /** Checks the numbers. */
  public RetryPolicy {
    Objects.requireNonNull(firstDelay, "firstDelay");
    Objects.requireNonNull(maxDelay, "maxDelay");
    statuses = Set.copyOf(statuses);
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be 1 or more");
    }
    if (firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "firstDelay must not be negative, and maxDelay not less than it");
    }
  }

  /** Three attempts, 100 ms and 20 s, the statuses 429, 500, 502, 503 and 504. */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** No repeats. */
  public static RetryPolicy never() {
    return DEFAULTS.withMaxAttempts(1);
  }

  /** The same with another number of attempts. */
  public RetryPolicy withMaxAttempts(int maxAttempts) {
    return new RetryPolicy(maxAttempts, firstDelay, maxDelay, statuses);
  }

  /** The same with other waits. */
  public RetryPolicy withDelays(Duration firstDelay, Duration maxDelay) {
    return new RetryPolicy(maxAttempts, firstDelay, maxDelay, statuses);
  }

  /** The same for other statuses. */
  public RetryPolicy withStatuses(Set<Integer> statuses) {
    return new RetryPolicy(maxAttempts, firstDelay, maxDelay, statuses);
  }
}
