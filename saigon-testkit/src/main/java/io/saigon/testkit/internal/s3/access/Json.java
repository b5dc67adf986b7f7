package io.saigon.testkit.internal.s3.access;

import io.vertx.core.json.JsonArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members of policies, which are one text or several. */
final class Json {
  private Json() {}

  static List<String> texts(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof JsonArray array
        ? array.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }
}
