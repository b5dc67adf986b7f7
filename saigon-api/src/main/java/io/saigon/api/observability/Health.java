package io.saigon.api.observability;

import java.util.Map;
import java.util.Objects;

/**
 * State of a component.
 *
 * @param status whether it serves
 * @param reason kind of the failure as in {@link Results}, or an empty text
 * @param values numbers of the component, such as {@code secrets} and {@code oldestAgeSeconds} of a
 *     vault
 */
public record Health(Status status, String reason, Map<String, Double> values) {
  /** Whether a component serves. */
  public enum Status {
    /** It serves, as far as is known. */
    UP,
    /** It serves what it has, such as the last good value of a secret, as its service fails. */
    DEGRADED,
    /** It does not serve. */
    DOWN
  }

  /**
   * Creates a state.
   *
   * @param status whether it serves
   * @param reason kind of the failure as in {@link Results}, or an empty text
   * @param values numbers of the component
   */
  public Health {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(values, "values");
    values = Map.copyOf(values);
  }
}
