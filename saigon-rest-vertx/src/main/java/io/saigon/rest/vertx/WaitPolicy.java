package io.saigon.rest.vertx;

import io.saigon.api.json.JsonMembers;
import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
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
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(pending, "pending");
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
    Objects.requireNonNull(interval, "interval");
    return new WaitPolicy(atMost, interval, pending);
  }

  /**
   * Returns this policy with statuses of a resource that is not ready.
   *
   * @param statuses HTTP statuses after which the wait continues
   * @return the policy
   */
  public WaitPolicy withPending(Set<Integer> statuses) {
    Objects.requireNonNull(statuses, "statuses");
    return new WaitPolicy(atMost, interval, statuses);
  }

  /**
   * Reads options from JSON: a member for each component, under its name (of a time with the suffix
   * {@code Ms}, in milliseconds); what is missing is as {@link #upTo} has it, but {@code atMostMs}
   * must be there.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the options
   * @throws io.saigon.api.error.ConfigurationException if a member is unknown, of the wrong type or
   *     out of range
   */
  public static WaitPolicy fromJson(JsonObject json) {
    long atMostMs = JsonMembers.of(json, "").requiredNumber("atMostMs");
    WaitPolicy standard =
        JsonMembers.create("The policy of waiting", () -> upTo(Duration.ofMillis(atMostMs)));
    return RecordJson.read("The policy of waiting", standard, json);
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
