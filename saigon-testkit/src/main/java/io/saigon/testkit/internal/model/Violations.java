package io.saigon.testkit.internal.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects the constraints that a request violates. */
final class Violations {
  private final RequestModel model;
  private final List<String> found = new ArrayList<>();

  Violations(RequestModel model) {
    this.model = model;
  }

  List<String> found() {
    return found;
  }

  void structure(Shape shape, JsonObject value, String path) {
    for (String name : shape.required()) {
      if (value.getValue(name) == null) {
        found.add(sentence("null ", path + lower(name), "Member must not be null"));
      }
    }
    shape
        .members()
        .forEach(
            (name, type) -> {
              Object member = value.getValue(name);
              if (member != null) {
                value(model.shape(type), member, path + lower(name));
              }
            });
  }

  private void value(Shape shape, Object value, String path) {
    switch (shape.type()) {
      case "structure" -> structure(shape, as(JsonObject.class, value), path + ".");
      case "list" -> list(shape, as(JsonArray.class, value), path);
      case "map" -> map(shape, as(JsonObject.class, value), path);
      default -> {
        String shown = shape.sensitive() ? "" : shown(value);
        Scalars.violated(shape, value).forEach(rule -> found.add(sentence(shown, path, rule)));
      }
    }
  }

  private void list(Shape shape, JsonArray list, String path) {
    String rule = Scalars.violatedLength(shape, list.size());
    if (rule != null) {
      found.add(sentence(shown(list.stream().toList()), path, rule));
    }
    Shape member = model.shape(shape.member("member"));
    for (int i = 0; i < list.size(); i++) {
      Object item = list.getValue(i);
      if (item == null) {
        continue;
      }
      if (member.members().isEmpty()) {
        nested(member, item, list.stream().toList(), path, "Member must satisfy constraint: [");
      } else {
        value(member, item, path + "." + (i + 1) + ".member");
      }
    }
  }

  private void map(Shape shape, JsonObject map, String path) {
    String rule = Scalars.violatedLength(shape, map.size());
    if (rule != null) {
      found.add(sentence(shown(map.getMap()), path, rule));
    }
    Shape key = model.shape(shape.member("key"));
    Shape member = model.shape(shape.member("value"));
    map.forEach(
        entry -> {
          Object shown = map.getMap();
          nested(key, entry.getKey(), shown, path, "Map keys must satisfy constraint: [");
          if (entry.getValue() == null) {
            return;
          }
          if (member.members().isEmpty()) {
            Object all = map.getMap();
            nested(member, entry.getValue(), all, path, "Map value must satisfy constraint: [");
          } else {
            value(member, entry.getValue(), path + "." + entry.getKey() + ".member");
          }
        });
  }

  private void nested(Shape shape, Object value, Object shown, String path, String prefix) {
    List<String> rules = Scalars.violated(shape, value);
    if (!rules.isEmpty()) {
      String rule = prefix + String.join(", ", rules) + "]";
      found.add(sentence(shape.sensitive() ? "" : shown(shown), path, rule));
    }
  }

  private static String shown(Object value) {
    return "'" + value + "' ";
  }

  private static String sentence(String shown, String path, String rule) {
    return "Value " + shown + "at '" + path + "' failed to satisfy constraint: " + rule;
  }

  private static String lower(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static <T> T as(Class<T> type, @Nullable Object value) {
    if (!type.isInstance(value)) {
      throw new RequestModel.WrongType("a structure, list or map");
    }
    return type.cast(value);
  }
}
