package io.saigon.testkit.internal.inspection;

import io.vertx.core.MultiMap;

/**
 * The parameters of an inspection.
 *
 * @param host host by which the caller reached it
 */
public record Query(MultiMap parameters, String host) {
  /**
   * Returns a parameter.
   *
   * @throws IllegalArgumentException if it is missing
   */
  public String text(String name) {
    String value = text(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("The parameter " + name + " is missing");
    }
    return value;
  }

  /** Returns a parameter, or another value if it is missing. */
  public String text(String name, String otherwise) {
    String value = parameters.get(name);
    return value == null ? otherwise : value;
  }
}
