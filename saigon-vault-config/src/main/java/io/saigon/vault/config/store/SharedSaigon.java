package io.saigon.vault.config.store;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Saigon of all stores that one context created with the same settings. */
final class SharedSaigon {
  private record Key(Vertx vertx, @Nullable Context context, @Nullable JsonObject settings) {}

  private static final Map<Key, SharedSaigon> ALL = new HashMap<>();

  private final Key key;
  private final Saigon saigon;
  private int users;

  private SharedSaigon(Key key, Saigon saigon) {
    this.key = key;
    this.saigon = saigon;
  }

  /**
   * Returns a Saigon, to be released once.
   *
   * @param settings a configuration with an object {@code saigon}, or null for the verticle's own
   */
  static SharedSaigon acquire(Vertx vertx, @Nullable JsonObject settings) {
    Key key = new Key(vertx, Vertx.currentContext(), settings);
    synchronized (ALL) {
      SharedSaigon shared = ALL.get(key);
      if (shared == null) {
        shared =
            new SharedSaigon(
                key,
                settings == null
                    ? Saigon.create(vertx)
                    : Saigon.create(vertx, SaigonOptions.fromConfig(settings)));
        ALL.put(key, shared);
        // Closed with its verticle or Vert.x, if the stores are not.
        shared.saigon.context().onClose(shared::forget);
      }
      shared.users++;
      return shared;
    }
  }

  Saigon saigon() {
    return saigon;
  }

  private Future<Void> forget() {
    synchronized (ALL) {
      ALL.remove(key, this);
    }
    return Future.succeededFuture();
  }

  void release() {
    boolean last;
    synchronized (ALL) {
      last = --users == 0;
    }
    if (last) {
      saigon.close();
    }
  }
}
