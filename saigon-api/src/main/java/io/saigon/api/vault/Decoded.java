package io.saigon.api.vault;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * One secret decoded into one model, and what else it was decoded into.
 *
 * @param copied whether everyone gets a copy, as it could be modified
 */
record Decoded(Type model, Future<?> result, boolean copied, @Nullable Decoded next) {

  static Decoded of(Type model, Future<?> result, @Nullable Decoded next) {
    boolean modifiable =
        model == Buffer.class || model == JsonObject.class || model == JsonArray.class;
    return new Decoded(model, result, modifiable && result.succeeded(), next);
  }

  static @Nullable Future<?> find(@Nullable Decoded first, Type model) {
    for (Decoded decoded = first; decoded != null; decoded = decoded.next) {
      // Identity, for the sake of speed, before what generic types need.
      if (decoded.model == model || decoded.model.equals(model)) {
        return decoded.copied ? Future.succeededFuture(decoded.copy()) : decoded.result;
      }
    }
    return null;
  }

  private Object copy() {
    Object value = result.result();
    if (value instanceof Buffer buffer) {
      return buffer.copy();
    }
    return value instanceof JsonObject json ? json.copy() : ((JsonArray) value).copy();
  }
}
