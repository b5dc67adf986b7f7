package io.saigon.testkit.internal.program;

import java.util.EnumMap;
import java.util.Map;

/**
 * The options that a command line has, as {@code --name value} or {@code --name=value}; an empty
 * value is none, so that a script can pass a variable that may be empty.
 */
public final class Flags {
  private static final String TRUE = "true";

  private final Map<Flag, String> values = new EnumMap<>(Flag.class);

  private Flags() {}

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it has an unknown option, or one without its value
   */
  public static Flags of(String... arguments) {
    Flags flags = new Flags();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      Flag flag =
          Flag.named(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no option " + name + "; --help lists those there are"));
      if (equals >= 0) {
        flags.put(flag, argument.substring(equals + 1));
      } else if (flag.isSwitch()) {
        flags.put(flag, TRUE);
      } else if (i + 1 < arguments.length) {
        i++;
        flags.put(flag, arguments[i]);
      } else {
        throw new IllegalArgumentException(flag + " needs a value");
      }
    }
    return flags;
  }

  private void put(Flag flag, String value) {
    if (flag.isSwitch() && !value.isEmpty() && !value.equals(TRUE) && !value.equals("false")) {
      throw new IllegalArgumentException(flag + " is true or false, but not " + value);
    }
    values.put(flag, value);
  }

  /** Returns the value of an option, or empty. */
  public String text(Flag flag) {
    return values.getOrDefault(flag, "");
  }

  /** Returns whether a switch is on. */
  public boolean has(Flag flag) {
    return text(flag).equals(TRUE);
  }

  /**
   * Returns the value of an option that is a number.
   *
   * @throws IllegalArgumentException if it is none
   */
  public long number(Flag flag, long otherwise) {
    String text = text(flag);
    try {
      return text.isEmpty() ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(flag + " must be a number, but is " + text, e);
    }
  }

  /** Returns the text of {@code --help}. */
  public static String help() {
    StringBuilder help = new StringBuilder(1024);
    help.append(
            "Starts a local AWS for tests: Cognito, Secrets Manager, SSM, AppConfig, KMS, S3,\n")
        .append(
            "STS, gateways and instance metadata. Prints export lines, and \"# Ready.\" when it\n")
        .append("can be called; Ctrl-C stops it. Its state lives in memory.\n\nOptions:\n");
    for (Flag flag : Flag.values()) {
      help.append("  %-22s %s%n".formatted(flag.usage(), flag.text()));
    }
    return help.toString();
  }
}
