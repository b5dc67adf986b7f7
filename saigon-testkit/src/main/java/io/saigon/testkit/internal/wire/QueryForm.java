package io.saigon.testkit.internal.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the parameters of AWS's query protocol, in which {@code Tags.member.1.Key} is nested. */
final class QueryForm {
  private static final String MEMBER = "member";
  private static final int DEEPEST = 8;

  private QueryForm() {}

  /**
   * Reads a form.
   *
   * @throws AwsError if it is malformed
   */
  static JsonObject read(String form) {
    JsonObject root = new JsonObject();
    try {
      for (String pair : form.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          put(
              root,
              List.of(decoded(pair.substring(0, equals)).split("\\.", DEEPEST)),
              decoded(pair.substring(equals + 1)));
        }
      }
      return (JsonObject) withLists(root);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new AwsError(400, "MalformedInput", "The request's parameters are malformed.");
    }
  }

  private static void put(JsonObject into, List<String> path, String value) {
    String name = path.get(0);
    if (path.size() == 1) {
      into.put(name, value);
      return;
    }
    if (!into.containsKey(name)) {
      into.put(name, new JsonObject());
    }
    put(into.getJsonObject(name), path.subList(1, path.size()), value);
  }

  private static Object withLists(JsonObject object) {
    for (String name : new ArrayList<>(object.fieldNames())) {
      if (object.getValue(name) instanceof JsonObject nested) {
        object.put(name, withLists(nested));
      }
    }
    return object.size() == 1 && object.getValue(MEMBER) instanceof JsonObject items
        ? list(items)
        : object;
  }

  private static JsonArray list(JsonObject items) {
    JsonArray list = new JsonArray();
    items.fieldNames().stream()
        .map(Integer::valueOf)
        .sorted()
        .forEach(index -> list.add(items.getValue(index.toString())));
    return list;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
