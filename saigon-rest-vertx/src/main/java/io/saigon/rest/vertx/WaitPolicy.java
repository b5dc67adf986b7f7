package io.saigon.rest.vertx;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How long to wait for a condition, and how often to look. Looks are at random moments within an
 * interval, so that many that wait do not look at once; a service's {@code Retry-After} is not
 * looked at before.
 *
 * @param atMost when to give up
 * @param interval longest time between two looks
 * @param pending statuses that mean "not yet", such as 404 for what is being made
 */
public record WaitPolicy(Duration atMost, Duration interval, Set<Integer> pending) {
  /** Checks the durations. */
  public WaitPolicy {
    Objects.requireNonNull(atMost, "atMost");
    pending = Set.copyOf(pending);
    if (atMost.isNegative() || interval.isNegative() || interval.toMillis() == 0) {
      throw new IllegalArgumentException(
          "atMost must not be negative, and interval a millisecond or more");
    }
  }

  /** Looks at least once a second. */
  public static WaitPolicy upTo(Duration atMost) {
    return new WaitPolicy(atMost, Duration.ofSeconds(1), Set.of());
  }

  /** The same with another interval. */
  public WaitPolicy withInterval(Duration interval) {
    return new WaitPolicy(atMost, interval, pending);
  }

  /** The same with statuses that mean "not yet". */
  public WaitPolicy withPending(Set<Integer> statuses) {
    return new WaitPolicy(atMost, interval, statuses);
  }
}
