package io.saigon.api.vault;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings by the name of an environment variable, of any origin.
 *
 * @param kind noun for one of them, such as {@code variable}
 */
record DbVariables(String kind, Map<String, String> values) {
  static DbVariables ofEnvironment(Map<String, String> environment) {
    environment.forEach(
        (name, value) -> {
          Objects.requireNonNull(name, "a name of environment");
          Objects.requireNonNull(value, name);
        });
    return new DbVariables("variable", Map.copyOf(environment));
  }

  static DbVariables ofConfig(JsonObject config) {
    Map<String, String> values = new HashMap<>();
    config.forEach(
        member -> {
          if (member.getValue() != null) {
            values.put(member.getKey(), String.valueOf(member.getValue()));
          }
        });
    return new DbVariables("config member", Map.copyOf(values));
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  /** Returns a setting that need not be there, or null; an empty one is an error. */
  @Nullable String optional(String name) {
    if (isEmpty(name)) {
      throw new ConfigurationException(
          name + " is set but empty; give it a value or remove it", List.of(name), null);
    }
    return values.get(name);
  }

  private boolean isEmpty(String name) {
    String value = values.get(name);
    return value != null && value.isBlank();
  }

  String origin(String name) {
    return kind + " " + name;
  }

  /** Describes the origin of a setting that need not be there. */
  String optionalOrigin(@Nullable String inCode, String name) {
    if (inCode != null) {
      return "given in code";
    }
    return isEmpty(name) ? "malformed" : values.containsKey(name) ? origin(name) : "not set";
  }

  @Override
  public String toString() {
    return kind + "s";
  }
}
