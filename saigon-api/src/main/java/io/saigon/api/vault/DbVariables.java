package io.saigon.api.vault;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings by the name of an environment variable, wherever they come from.
 *
 * @param kind what one of them is called, such as {@code variable}
 */
record DbVariables(String kind, Map<String, String> values) {
  static DbVariables ofEnvironment(Map<String, String> environment) {
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

  String origin(String name) {
    return kind + " " + name;
  }

  @Override
  public String toString() {
    return kind + "s";
  }
}
