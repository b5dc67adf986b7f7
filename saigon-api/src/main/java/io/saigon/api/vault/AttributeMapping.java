package io.saigon.api.vault;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mapping of secrets, and of further values, to the attributes of a model. */
record AttributeMapping(Map<String, String> attributes, Map<String, ?> extra) {
  AttributeMapping {
    attributes = new LinkedHashMap<>(attributes);
    extra = new HashMap<>(extra);
    Set<String> filled = new HashSet<>(extra.keySet());
    attributes.forEach(
        (key, attribute) -> {
          Objects.requireNonNull(key, "a key of attributes");
          if (!filled.add(Objects.requireNonNull(attribute, "an attribute"))) {
            throw new IllegalArgumentException(
                "Attribute " + attribute + " would be filled twice; fill it once");
          }
        });
  }

  Set<String> keys() {
    return attributes.keySet();
  }

  String attribute(String key) {
    return Objects.requireNonNull(attributes.get(key));
  }

  /** Returns the key that fills an attribute, or all of them where that is not known. */
  String keyOf(@Nullable String attribute) {
    return attributes.entrySet().stream()
        .filter(e -> e.getValue().equals(attribute))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(this::describe);
  }

  String describe() {
    return String.join(", ", attributes.keySet());
  }
}
