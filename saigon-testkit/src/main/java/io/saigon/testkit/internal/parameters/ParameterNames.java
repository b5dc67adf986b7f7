package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import java.util.Locale;

/** The rules for names. */
final class ParameterNames {
  private ParameterNames() {}

  static void check(String name) {
    String first = name.replaceFirst("^/", "").toLowerCase(Locale.ROOT);
    if (!name.matches("[\\w./-]{1,1011}") || first.startsWith("aws") || first.startsWith("ssm")) {
      throw new AwsError(
          "ValidationException",
          "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). If formed as"
              + " a path, it can consist of sub-paths divided by slash symbol; each sub-path can be"
              + " formed as a mix of letters, numbers and the following 3 symbols .-_");
    }
    if (name.endsWith("/")) {
      throw new AwsError("ValidationException", "Parameter name must not end with slash.");
    }
    if (name.contains("/") && !name.startsWith("/")) {
      throw new AwsError("ValidationException", "Parameter name must be a fully qualified name.");
    }
    if (name.chars().filter(c -> c == '/').count() > 15) {
      throw new AwsError(
          "HierarchyLevelLimitExceededException", "A hierarchy can have a maximum of 15 levels.");
    }
  }
}
