package io.saigon.vault.pg;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.function.Supplier;

/** Connections that pools of one name share, until the last of them is closed. */
record SharedConnections(Connections connections, int pools) implements Shareable {
  private static LocalMap<String, SharedConnections> byName(Vertx vertx) {
    return vertx.sharedData().getLocalMap("io.saigon.vault.pg");
  }

  static Connections of(Vertx vertx, String name, Supplier<Connections> create) {
    return byName(vertx)
        .compute(
            name,
            (key, shared) ->
                shared == null
                    ? new SharedConnections(create.get(), 1)
                    : new SharedConnections(shared.connections, shared.pools + 1))
        .connections;
  }

  /** Releases connections that {@link #of} returned. */
  static Future<Void> release(Vertx vertx, String name, Connections connections) {
    SharedConnections left =
        byName(vertx)
            .computeIfPresent(
                name,
                (key, shared) ->
                    shared.pools == 1
                        ? null
                        : new SharedConnections(shared.connections, shared.pools - 1));
    return left == null ? connections.close() : Future.succeededFuture();
  }
}
