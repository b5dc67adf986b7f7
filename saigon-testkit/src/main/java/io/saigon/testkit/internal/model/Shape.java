package io.saigon.testkit.internal.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type of a service's model.
 *
 * @param type such as {@code structure}, {@code list}, {@code map}, {@code string} or {@code
 *     integer}
 * @param least shortest length or least value, or null
 * @param most greatest length or value, or null
 * @param pattern what a text must match as a whole, or null
 * @param values the values of an enumeration, or none
 * @param sensitive whether no message may have the value
 * @param members names of shapes by member; a list has one member and a map two
 * @param required members that a structure must have
 */
record Shape(
    String type,
    @Nullable Long least,
    @Nullable Long most,
    @Nullable Pattern pattern,
    List<String> values,
    boolean sensitive,
    Map<String, String> members,
    List<String> required) {

  static Shape of(JsonObject json) {
    String pattern = json.getString("pattern");
    return new Shape(
        json.getString("type"),
        json.getLong("min"),
        json.getLong("max"),
        pattern == null ? null : Pattern.compile(pattern),
        texts(json, "enum"),
        json.getBoolean("sensitive", false),
        members(json),
        texts(json, "required"));
  }

  private static Map<String, String> members(JsonObject json) {
    Map<String, String> members = new LinkedHashMap<>();
    json.getJsonObject("members", new JsonObject())
        .forEach(member -> members.put(member.getKey(), String.valueOf(member.getValue())));
    for (String name : List.of("member", "key", "value")) {
      if (json.containsKey(name)) {
        members.put(name, json.getString(name));
      }
    }
    return members;
  }

  private static List<String> texts(JsonObject json, String name) {
    return json.getJsonArray(name, new JsonArray()).stream().map(String::valueOf).toList();
  }

  String member(String name) {
    return members.getOrDefault(name, "");
  }
}
