package io.saigon.rest.vertx;

import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * A policy of retries after responses that are missing or incomplete, or that have certain
 * statuses.
 *
 * <p>Only idempotent calls are sent again: GET, HEAD, OPTIONS, PUT, DELETE, and those that are
 * declared so by {@link RestCall#idempotent}; others only if no connection was made at all. The
 * delay before a retry is that of {@code Retry-After}, or else random, up to a limit that doubles
 * each time (AWS Architecture Blog, "Exponential Backoff And Jitter"). A call whose delay would be
 * longer than {@code maxDelay} or the rest of its timeout fails at once.
 *
 * @param maxAttempts largest number of attempts, the first one included; 1 or more
 * @param firstDelay longest delay before the first retry
 * @param maxDelay longest delay before any retry
 * @param statuses HTTP statuses after which a call is sent again
 */
public record RetryPolicy(
    int maxAttempts, Duration firstDelay, Duration maxDelay, Set<Integer> statuses) {
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          3, Duration.ofMillis(100), Duration.ofSeconds(20), Set.of(429, 500, 502, 503, 504));

  /**
   * Checks the numbers.
   *
   * @param maxAttempts largest number of attempts, the first one included; 1 or more
   * @param firstDelay longest delay before the first retry
   * @param maxDelay longest delay before any retry
   * @param statuses HTTP statuses after which a call is sent again
   */
  public RetryPolicy {
    Objects.requireNonNull(firstDelay, "firstDelay");
    Objects.requireNonNull(maxDelay, "maxDelay");
    Objects.requireNonNull(statuses, "statuses");
    statuses = Set.copyOf(statuses);
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be 1 or more");
    }
    if (firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "firstDelay must not be negative, and maxDelay not less than it");
    }
  }

  /**
   * Returns the default policy: three attempts, delays of 100 ms and 20 s, the statuses 429, 500,
   * 502, 503 and 504.
   *
   * @return the policy
   */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /**
   * Returns a policy without retries.
   *
   * @return the policy
   */
  public static RetryPolicy never() {
    return DEFAULTS.withMaxAttempts(1);
  }

  /**
   * Returns this policy with another number of attempts.
   *
   * @param maxAttempts largest number of attempts, the first one included; 1 or more
   * @return the policy
   */
  public RetryPolicy withMaxAttempts(int maxAttempts) {
    return new RetryPolicy(maxAttempts, firstDelay, maxDelay, statuses);
  }

  /**
   * Returns this policy with other delays.
   *
   * @param firstDelay longest delay before the first retry
   * @param maxDelay longest delay before any retry
   * @return the policy
   */
  public RetryPolicy withDelays(Duration firstDelay, Duration maxDelay) {
    return new RetryPolicy(maxAttempts, firstDelay, maxDelay, statuses);
  }

  /**
   * Returns this policy for other statuses.
   *
   * @param statuses HTTP statuses after which a call is sent again
   * @return the policy
   */
  public RetryPolicy withStatuses(Set<Integer> statuses) {
    Objects.requireNonNull(statuses, "statuses");
    return new RetryPolicy(maxAttempts, firstDelay, maxDelay, statuses);
  }

  /**
   * Reads options from JSON: a member for each component, under its name (of a time with the suffix
   * {@code Ms}, in milliseconds); what is missing is the default.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the options
   * @throws io.saigon.api.error.ConfigurationException if a member is unknown, of the wrong type or
   *     out of range
   */
  public static RetryPolicy fromJson(JsonObject json) {
    return RecordJson.read("The policy of repeats", defaults(), json);
  }

  /**
   * Writes these options as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members; null and what is for code alone are left out
   */
  public JsonObject toJson() {
    return RecordJson.write(this);
  }
}
