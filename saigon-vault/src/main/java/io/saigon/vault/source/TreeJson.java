package io.saigon.vault.source;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Builds JSON objects from values by path. */
final class TreeJson {
  private TreeJson() {}

  /**
   * Puts a value at a path.
   *
   * @return false if the path, or one above it, has a value already
   */
  static boolean put(JsonObject root, String[] segments, Object value) {
    JsonObject parent = root;
    for (int i = 0; i < segments.length - 1; i++) {
      Object child = parent.getValue(segments[i]);
      if (child == null) {
        child = new JsonObject();
        parent.put(segments[i], child);
      }
      if (!(child instanceof JsonObject object)) {
        return false;
      }
      parent = object;
    }
    String leaf = segments[segments.length - 1];
    boolean free = !parent.containsKey(leaf);
    if (free) {
      parent.put(leaf, value);
    }
    return free;
  }

  /** Returns a JSON object for a text that is one, and the text itself for any other. */
  static Object value(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return text;
    }
    try {
      return new JsonObject(text);
    } catch (DecodeException e) {
      return text;
    }
  }
}
