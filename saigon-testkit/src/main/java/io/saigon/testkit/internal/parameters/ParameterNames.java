package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for names and paths. */
final class ParameterNames {
  private static final Pattern CHARACTERS = Pattern.compile("[\\w./-]{1,1011}");
  private static final Pattern NAME = Pattern.compile("[\\w.-]+|(/[\\w.-]+)+");
  private static final Pattern PATH = Pattern.compile("/|(/[\\w.-]+)+/?");
  private static final int LEVELS = 15;
  private static final String RESERVED = "aws";
  private static final String FORM =
      "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it"
          + " can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix"
          + " of letters, numbers and the following 3 symbols .-_";
  private static final String PATH_FORM =
      "The parameter doesn't meet the parameter name requirements. The parameter name must begin"
          + " with a forward slash \"/\". It can't be prefixed with \\\"aws\\\" or \\\"ssm\\\""
          + " (case-insensitive). It must use only letters, numbers, or the following symbols: ."
          + " (period), - (hyphen), _ (underscore). Special characters are not allowed. All"
          + " sub-paths, if specified, must use the forward slash symbol \"/\". Valid example:"
          + " /get/parameters2-/by1./path0_.";

  private ParameterNames() {}

  /** Returns a name outside a hierarchy with the slash that it may lack: both are one name. */
  static String full(String name) {
    return name.indexOf('/') < 0 ? "/" + name : name;
  }

  /** Fails if a new parameter can't have a name. */
  static void check(String name) {
    checkPrefix(name);
    if (!CHARACTERS.matcher(name).matches()) {
      throw invalid(FORM);
    }
    if (name.endsWith("/")) {
      throw invalid("Parameter name must not end with slash.");
    }
    if (name.contains("/") && !name.startsWith("/")) {
      throw invalid("Parameter name must be a fully qualified name.");
    }
    checkForm(name);
    if (name.chars().filter(c -> c == '/').count() > LEVELS) {
      throw new AwsError(
          "HierarchyLevelLimitExceededException", "A hierarchy can have a maximum of 15 levels.");
    }
  }

  private static void checkPrefix(String name) {
    String first = name.replaceFirst("^/", "").toLowerCase(Locale.ROOT);
    if (!first.startsWith(RESERVED) && !first.startsWith("ssm")) {
      return;
    }
    if (name.lastIndexOf('/') <= 0) {
      throw invalid(
          "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
    }
    if (name.startsWith("/") && first.startsWith(RESERVED)) {
      throw new AwsError(
          "AccessDeniedException", "No access to reserved parameter name: " + name + ".");
    }
    throw invalid(FORM);
  }

  /** Fails if no parameter has a name, for a request that reads it. */
  static void checkForm(String name) {
    if (!NAME.matcher(name).matches()) {
      throw invalid(FORM);
    }
  }

  /** Fails if there are no parameters below a text. */
  static void checkPath(String path) {
    if (!PATH.matcher(path).matches()) {
      throw invalid(PATH_FORM);
    }
  }

  /** Fails if a filter can't have a path. */
  static void checkFilteredPath(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.startsWith("/aws") || lower.startsWith("/ssm")) {
      throw invalid(
          "Filters for common parameters can't be prefixed with \"aws\" or \"ssm\""
              + " (case-insensitive). When using global parameters, please specify within a global"
              + " namespace.");
    }
    checkPath(path);
  }

  private static AwsError invalid(String message) {
    return new AwsError("ValidationException", message);
  }
}
