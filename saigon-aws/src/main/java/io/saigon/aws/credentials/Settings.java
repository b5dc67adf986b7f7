package io.saigon.aws.credentials;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** System properties and environment variables. A blank value counts as none. */
final class Settings {
  /** Returns the value of a name, or null. */
  interface Lookup {
    @Nullable String get(String name);
  }

  private final Lookup properties;
  private final Lookup variables;

  Settings(Lookup properties, Lookup variables) {
    this.properties = properties;
    this.variables = variables;
  }

  static Settings system() {
    return new Settings(System::getProperty, System::getenv);
  }

  @Nullable String property(String name) {
    return present(properties.get(name));
  }

  @Nullable String variable(String name) {
    return present(variables.get(name));
  }

  /** Returns a system property or, without one, an environment variable. */
  @Nullable String get(String property, String variable) {
    String value = property(property);
    return value != null ? value : variable(variable);
  }

  boolean isWindows() {
    String os = property("os.name");
    return os != null && os.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** Returns the user's home directory by the rules that AWS's tools share. */
  String home() {
    String home = variable("HOME");
    if (home == null && isWindows()) {
      String profile = variable("USERPROFILE");
      String drive = variable("HOMEDRIVE");
      String path = variable("HOMEPATH");
      home = profile != null || drive == null || path == null ? profile : drive + path;
    }
    if (home == null) {
      home = property("user.home");
    }
    return home == null ? "." : home;
  }

  private static @Nullable String present(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
