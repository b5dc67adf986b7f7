package io.saigon.testkit.internal.trigger;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of a trigger's function, whose members may have any type. */
public record TriggerResponse(JsonObject json) {
  public boolean has(String name) {
    return json.getValue(name) != null;
  }

  /** Returns whether there is such a member, be it null. */
  public boolean names(String name) {
    return json.containsKey(name);
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(typed(Boolean.class, name));
  }

  public @Nullable String text(String name) {
    return typed(String.class, name);
  }

  /** Returns a structure, empty if there is none. */
  public TriggerResponse object(String name) {
    JsonObject value = typed(JsonObject.class, name);
    return new TriggerResponse(value == null ? new JsonObject() : value);
  }

  public List<String> texts(String name) {
    JsonArray array = typed(JsonArray.class, name);
    List<String> texts = new ArrayList<>();
    if (array != null) {
      for (Object item : array) {
        if (!(item instanceof String text)) {
          throw unrecognizable();
        }
        texts.add(text);
      }
    }
    return texts;
  }

  /** Returns a map of texts, empty if there is none. */
  public Map<String, String> map(String name) {
    JsonObject value = object(name).json();
    Map<String, String> map = new LinkedHashMap<>();
    for (String key : value.fieldNames()) {
      if (!(value.getValue(key) instanceof String text)) {
        throw unrecognizable();
      }
      map.put(key, text);
    }
    return map;
  }

  private <T> @Nullable T typed(Class<T> type, String name) {
    Object value = json.getValue(name);
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw unrecognizable();
    }
    return type.cast(value);
  }

  public static AwsError unrecognizable() {
    return invalid("Unrecognizable lambda output");
  }

  public static AwsError invalid(String message) {
    return new AwsError("InvalidLambdaResponseException", message);
  }
}
