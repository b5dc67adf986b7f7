package io.saigon.vault.pg;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** A proxy before a database that can stop listening and start again. */
final class RestartingProxy {
  private final Vertx vertx;
  private final String host;
  private final int port;
  private final NetClient client;
  private NetServer server;

  private RestartingProxy(Vertx vertx, String host, int port) {
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer();
  }

  static Future<RestartingProxy> start(Vertx vertx, String host, int port) {
    RestartingProxy proxy = new RestartingProxy(vertx, host, port);
    return proxy.server.connectHandler(proxy::connect).listen(0, "localhost").map(proxy);
  }

  int port() {
    return server.actualPort();
  }

  /** Closes all connections, and refuses others. */
  Future<Void> down() {
    return server.close();
  }

  Future<Void> up() {
    int before = server.actualPort();
    server = vertx.createNetServer();
    return server.connectHandler(this::connect).listen(before, "localhost").mapEmpty();
  }

  private void connect(NetSocket near) {
    near.pause();
    client
        .connect(port, host)
        .onSuccess(
            far -> {
              near.pipeTo(far);
              far.pipeTo(near);
            })
        .onFailure(e -> near.close());
  }
}
