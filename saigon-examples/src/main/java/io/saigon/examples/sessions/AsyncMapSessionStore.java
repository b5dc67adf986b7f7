package io.saigon.examples.sessions;

import io.saigon.api.cognito.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.shareddata.AsyncMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

// tag::store[]
/** Sessions in a map of Vert.x: of this node alone, or of all nodes where Vert.x is clustered. */
public record AsyncMapSessionStore(AsyncMap<String, Buffer> map) implements SessionStore {
  public static Future<SessionStore> create(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, Buffer>getAsyncMap("sessions")
        .map(AsyncMapSessionStore::new);
  }

  @Override
  public Future<@Nullable Buffer> get(String key) {
    return map.get(key);
  }

  @Override
  public Future<Boolean> compareAndSet(
      String key, @Nullable Buffer expected, @Nullable Buffer next) {
    if (expected == null) {
      return next == null
          ? map.get(key).map(Objects::isNull)
          : map.putIfAbsent(key, next).map(Objects::isNull);
    }
    return next == null
        ? map.removeIfPresent(key, expected)
        : map.replaceIfPresent(key, expected, next);
  }
}
// end::store[]
