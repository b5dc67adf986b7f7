package io.saigon.api.vault;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A feature flag. Not to be modified.
 *
 * @param enabled whether the feature is on
 * @param attributes values of the flag's attributes, by name
 */
public record FeatureFlag(boolean enabled, JsonObject attributes) {
  /**
   * Creates a flag.
   *
   * @param enabled whether the feature is on
   * @param attributes values of the flag's attributes, by name
   */
  public FeatureFlag {
    Objects.requireNonNull(attributes, "attributes");
    attributes = attributes.copy();
  }

  @JsonCreator
  static FeatureFlag of(
      @JsonProperty(value = "enabled", required = true) boolean enabled,
      @JsonAnySetter Map<String, Object> attributes) {
    return new FeatureFlag(enabled, new JsonObject(new LinkedHashMap<>(attributes)));
  }

  /**
   * Returns the values of the flag's attributes.
   *
   * @return a copy, by name
   */
  @Override
  public JsonObject attributes() {
    return attributes.copy();
  }
}
