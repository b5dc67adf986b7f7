package io.saigon.rest.vertx;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * Timeout and interval of a wait for a condition. Requests are sent at random moments within an
 * interval, so that clients do not send them at once, and not before a service's {@code
 * Retry-After} has passed.
 *
 * @param atMost timeout of the wait
 * @param interval longest time between two requests; a millisecond or more
 * @param pending statuses of a resource that is not ready, such as 404 while it is being created
 */
public record WaitPolicy(Duration atMost, Duration interval, Set<Integer> pending) {
  /**
   * Checks the durations.
   *
   * @param atMost timeout of the wait
   * @param interval longest time between two requests; a millisecond or more
   * @param pending statuses of a resource that is not ready, such as 404 while it is being created
   */
  public WaitPolicy {
    Objects.requireNonNull(atMost, "atMost");
    pending = Set.copyOf(pending);
    if (atMost.isNegative() || interval.isNegative() || interval.toMillis() == 0) {
      throw new IllegalArgumentException(
          "atMost must not be negative, and interval a millisecond or more");
    }
  }

  /**
   * Creates a policy that sends a request at least once a second.
   *
   * @param atMost timeout of the wait
   * @return the policy
   */
  public static WaitPolicy upTo(Duration atMost) {
    return new WaitPolicy(atMost, Duration.ofSeconds(1), Set.of());
  }

  /**
   * Returns this policy with another interval.
   *
   * @param interval longest time between two requests; a millisecond or more
   * @return the policy
   */
  public WaitPolicy withInterval(Duration interval) {
    return new WaitPolicy(atMost, interval, pending);
  }

  /**
   * Returns this policy with statuses of a resource that is not ready.
   *
   * @param statuses HTTP statuses after which the wait continues
   * @return the policy
   */
  public WaitPolicy withPending(Set<Integer> statuses) {
    return new WaitPolicy(atMost, interval, statuses);
  }
}
