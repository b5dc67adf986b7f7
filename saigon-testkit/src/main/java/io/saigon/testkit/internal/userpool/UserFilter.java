package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ListUsers' filter: {@code name = "value"} or {@code name ^= "start of value"}. */
record UserFilter(String name, String value, boolean prefix) {
  private static final Pattern FORM =
      Pattern.compile("\\s*\"?([\\w:]+)\"?\\s*(\\^?=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*");

  private static final Set<String> SEARCHABLE =
      Set.of(
          "username",
          "email",
          "phone_number",
          "name",
          "given_name",
          "family_name",
          "preferred_username",
          "cognito:user_status",
          "status",
          "sub");

  static UserFilter parse(String text) {
    if (text.isBlank()) {
      return new UserFilter("", "", true);
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new AwsError("InvalidParameterException", "Error while parsing filter.");
    }
    if (!SEARCHABLE.contains(matcher.group(1))) {
      throw new AwsError("InvalidParameterException", "Error while parsing filter.");
    }
    return new UserFilter(
        matcher.group(1),
        matcher.group(3).replaceAll("\\\\(.)", "$1"),
        matcher.group(2).equals("^="));
  }

  boolean matches(PoolUser user) {
    String actual =
        switch (name) {
          case "" -> "";
          case "username" -> user.username();
          case "cognito:user_status" -> user.status().name();
          case "status" -> user.enabled() ? "Enabled" : "Disabled";
          default -> user.attribute(name);
        };
    if (name.equals("cognito:user_status")) {
      return actual.regionMatches(true, 0, value, 0, value.length())
          && (prefix || actual.length() == value.length());
    }
    return prefix ? actual.startsWith(value) : actual.equals(value);
  }
}
