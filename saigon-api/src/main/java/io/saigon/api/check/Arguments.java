package io.saigon.api.check;

import java.util.Objects;

/** Checks that throw at once, with messages that name the argument and never quote its value. */
public final class Arguments {
  private Arguments() {}

  /**
   * Requires a text with at least one character that is not white space.
   *
   * @param name name of the argument, with which the message begins
   * @param value its value
   * @return the value
   */
  public static String notBlank(String name, String value) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }

  /**
   * Requires a text with at least one character that is not white space, or says what else to do.
   *
   * @param name name of the argument, with which the message begins
   * @param value its value
   * @param advice end of the message, such as {@code leave it out for the default}
   * @return the value
   */
  public static String notBlank(String name, String value, String advice) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank; " + advice);
    }
    return value;
  }
}
