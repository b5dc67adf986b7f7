package io.saigon.rest.vertx;

import static io.saigon.rest.vertx.RestClientIT.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What stands before a service, and can be restarted on its port. */
final class Relay {
  private final Map<NetSocket, Promise<Void>> connections = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final NetClient client;
  private final int to;
  private NetServer server;

  Relay(Vertx vertx, int to) {
    this.vertx = vertx;
    this.client = vertx.createNetClient();
    this.to = to;
    server = listen(0);
  }

  int port() {
    return server.actualPort();
  }

  int connections() {
    return connections.size();
  }

  /** Breaks all connections off and is gone for a moment. */
  void restart() {
    int port = port();
    await(server.close());
    connections.keySet().forEach(NetSocket::close);
    server = listen(port);
  }

  /** Completes when the connections of now are closed. */
  Future<Void> empty() {
    return Future.join(connections.values().stream().map(Promise::future).toList()).mapEmpty();
  }

  private NetServer listen(int port) {
    return await(vertx.createNetServer().connectHandler(this::join).listen(port, "127.0.0.1"));
  }

  private void join(NetSocket near) {
    Promise<Void> closed = Promise.promise();
    connections.put(near, closed);
    near.closeHandler(
        end -> {
          connections.remove(near);
          closed.complete();
        });
    near.pause();
    client
        .connect(to, "127.0.0.1")
        .onSuccess(
            far -> {
              near.pipeTo(far);
              far.pipeTo(near);
            })
        .onFailure(e -> near.close());
  }
}
