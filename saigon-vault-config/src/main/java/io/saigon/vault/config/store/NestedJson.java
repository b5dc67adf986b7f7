package io.saigon.vault.config.store;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** JSON objects that are put together from texts. */
final class NestedJson {
  private NestedJson() {}

  /**
   * Puts a value at a path.
   *
   * @param path names of members, separated by dots
   * @return false if the path, one above it or one below it has a value already
   */
  static boolean put(JsonObject root, String path, Object value) {
    JsonObject parent = root;
    String rest = path;
    for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
      String name = rest.substring(0, dot);
      Object child = parent.getValue(name);
      if (child == null) {
        child = new JsonObject();
        parent.put(name, child);
      }
      if (!(child instanceof JsonObject object)) {
        return false;
      }
      parent = object;
      rest = rest.substring(dot + 1);
    }
    boolean free = !parent.containsKey(rest);
    if (free) {
      parent.put(rest, value);
    }
    return free;
  }

  /** Returns what a text stands for: an object, an array, a whole number, a flag, or itself. */
  static Object value(String text, boolean converts) {
    if (text.startsWith("{") || text.startsWith("[")) {
      try {
        return text.startsWith("{") ? new JsonObject(text) : new JsonArray(text);
      } catch (DecodeException e) {
        return text;
      }
    }
    return converts ? converted(text) : text;
  }

  /** Returns an object with all of its texts converted. */
  static JsonObject converted(JsonObject json) {
    JsonObject all = new JsonObject();
    for (Map.Entry<String, Object> member : json) {
      Object value = member.getValue();
      if (value instanceof JsonObject object) {
        all.put(member.getKey(), converted(object));
      } else {
        all.put(member.getKey(), value instanceof String text ? converted(text) : value);
      }
    }
    return all;
  }

  // None that looks different when it is written again, such as 007 or a long number.
  private static Object converted(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    try {
      long number = Long.parseLong(text);
      boolean same = String.valueOf(number).equals(text);
      boolean small = number == (int) number;
      return same ? small ? (Object) (int) number : (Object) number : text;
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
