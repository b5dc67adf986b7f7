package io.saigon.examples.lifecycle;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port whose connections lead to a server, to another one, or nowhere. */
final class SwitchedPort {
  enum State {
    SERVICE,
    /** Accepts connections and never answers. */
    SILENT,
    REFUSING,
    /** Answers with what is not TLS. */
    GARBAGE,
    /** Answers with HTTP responses that are not the service's. */
    NONSENSE
  }

  private final NetServer server;
  private final NetClient client;
  private final int service;
  private final int nonsense;
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private volatile State state = State.SERVICE;

  private SwitchedPort(Vertx vertx, int service, int nonsense) {
    this.server = vertx.createNetServer();
    this.client = vertx.createNetClient();
    this.service = service;
    this.nonsense = nonsense;
  }

  static Future<SwitchedPort> open(Vertx vertx, int service, int nonsense) {
    SwitchedPort port = new SwitchedPort(vertx, service, nonsense);
    return port.server.connectHandler(port::connected).listen(0, "127.0.0.1").map(port);
  }

  int number() {
    return server.actualPort();
  }

  int connections() {
    return open.size();
  }

  Future<Void> become(State next) {
    state = next;
    open.forEach(NetSocket::close);
    return next == State.REFUSING ? server.close() : Future.succeededFuture();
  }

  private void connected(NetSocket near) {
    open.add(near);
    near.closeHandler(closed -> open.remove(near));
    if (state == State.SILENT) {
      return;
    }
    if (state == State.GARBAGE) {
      near.handler(hello -> near.write("neither TLS nor HTTP\r\n\r\n"));
      return;
    }
    near.pause();
    client
        .connect(state == State.NONSENSE ? nonsense : service, "127.0.0.1")
        .onSuccess(
            far -> {
              near.closeHandler(
                  closed -> {
                    open.remove(near);
                    far.close();
                  });
              near.handler(far::write);
              far.handler(near::write);
              far.closeHandler(closed -> near.close());
              near.resume();
            })
        .onFailure(e -> near.close());
  }
}
