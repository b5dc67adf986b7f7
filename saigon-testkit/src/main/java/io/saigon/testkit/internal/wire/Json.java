package io.saigon.testkit.internal.wire;

import io.vertx.core.json.JsonArray;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;

/** Values in the forms that AWS's JSON protocols have. */
public final class Json {
  private Json() {}

  /** Seconds since 1970, with milliseconds. */
  public static BigDecimal time(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }

  public static JsonArray array(Collection<?> items) {
    JsonArray array = new JsonArray();
    items.forEach(array::add);
    return array;
  }
}
