package io.saigon.api.vault;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** One secret decoded into one model, and what else it was decoded into. */
record Decoded(Type model, Future<?> result, @Nullable Decoded next) {

  static @Nullable Future<?> find(@Nullable Decoded first, Type model) {
    for (Decoded decoded = first; decoded != null; decoded = decoded.next) {
      if (decoded.model.equals(model)) {
        return decoded.handOut();
      }
    }
    return null;
  }

  private Future<?> handOut() {
    boolean shareable =
        model != Buffer.class && model != JsonObject.class && model != JsonArray.class;
    return shareable || result.failed() ? result : Future.succeededFuture(copy(result.result()));
  }

  private static Object copy(Object value) {
    if (value instanceof Buffer buffer) {
      return buffer.copy();
    }
    return value instanceof JsonObject json ? json.copy() : ((JsonArray) value).copy();
  }
}
