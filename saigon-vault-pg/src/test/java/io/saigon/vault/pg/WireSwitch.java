package io.saigon.vault.pg;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * An address whose connections lead to one server and later to another, as a cluster's endpoint
 * does.
 */
final class WireSwitch {
  private final NetServer server;
  private final NetClient client;
  private volatile int target;

  private WireSwitch(Vertx vertx, int target) {
    this.server = vertx.createNetServer();
    this.client = vertx.createNetClient();
    this.target = target;
  }

  static Future<WireSwitch> start(Vertx vertx, int target) {
    WireSwitch wire = new WireSwitch(vertx, target);
    return wire.server.connectHandler(wire::connect).listen(0, "localhost").map(wire);
  }

  int port() {
    return server.actualPort();
  }

  /** Leads new connections to another server; those that are open stay. */
  void leadTo(int port) {
    target = port;
  }

  private void connect(NetSocket near) {
    near.pause();
    client
        .connect(target, "localhost")
        .onSuccess(
            far -> {
              near.pipeTo(far);
              far.pipeTo(near);
            })
        .onFailure(e -> near.close());
  }
}
