package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy before a service, which a test can close for a moment. */
final class Relay {
  private final Map<NetSocket, Promise<Void>> connections = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final NetClient client;
  private final int to;
  private final NetServer server;
  private volatile boolean down;

  Relay(Vertx vertx, int to) {
    this.vertx = vertx;
    this.client = vertx.createNetClient();
    this.to = to;
    server = await(vertx.createNetServer().connectHandler(this::join).listen(0, "127.0.0.1"));
  }

  int port() {
    return server.actualPort();
  }

  int connections() {
    return connections.size();
  }

  /** Closes all connections, and refuses new ones for a moment. */
  void restart() {
    down = true;
    connections.keySet().forEach(NetSocket::close);
    vertx.setTimer(100, up -> down = false);
  }

  /** Completes when the current connections are closed. */
  Future<Void> empty() {
    return Future.join(connections.values().stream().map(Promise::future).toList()).mapEmpty();
  }

  private void join(NetSocket near) {
    if (down) {
      near.close();
      return;
    }
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
