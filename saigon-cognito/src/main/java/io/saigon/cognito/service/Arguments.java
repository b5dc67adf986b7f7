package io.saigon.cognito.service;

import java.util.Objects;

/** Checks of arguments. */
public final class Arguments {
  private Arguments() {}

  /**
   * Returns a text that is not blank.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static String requireNotBlank(String value, String name) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }
}
