package io.saigon.testkit.fault;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on loopback before a server of any kind, such as PostgreSQL or S3, that lets the wire
 * misbehave: delay, break off, reset, stall. Faults are for what comes back from the server.
 */
public final class FaultyWire {
  private final NetServer server;
  private final NetClient client;
  private final Set<WireConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile WireFault fault = WireFault.NONE;

  private FaultyWire(NetServer server, NetClient client) {
    this.server = server;
    this.client = client;
  }

  /** Starts a proxy before a server. */
  public static Future<FaultyWire> start(Vertx vertx, String host, int port) {
    Objects.requireNonNull(host, "host");
    NetServer server = vertx.createNetServer();
    FaultyWire wire = new FaultyWire(server, vertx.createNetClient());
    return server
        .connectHandler(socket -> wire.connect(vertx, socket, host, port))
        .listen(0, "127.0.0.1")
        .map(wire);
  }

  /** Returns the port that the proxy listens on, on 127.0.0.1. */
  public int port() {
    return server.actualPort();
  }

  /** Returns the number of open connections. */
  public int connections() {
    return connections.size();
  }

  /** Holds back all that comes from the server for a while. */
  public void latency(Duration by) {
    fault = new WireFault.Latency(by);
  }

  /** Lets nothing through from the server any more. */
  public void stall() {
    stallAfter(0);
  }

  /** Lets a connection's server send so many bytes more, and nothing after that. */
  public void stallAfter(long bytes) {
    fault = new WireFault.Stall(bytes);
  }

  /** Resets a connection (RST) as soon as the server has sent so many bytes more. */
  public void resetAfter(long bytes) {
    fault = new WireFault.Cut(bytes, true);
  }

  /** Closes a connection (FIN) as soon as the server has sent so many bytes more. */
  public void closeAfter(long bytes) {
    fault = new WireFault.Cut(bytes, false);
  }

  /** Lets everything pass; what was stalled stays lost. */
  public void heal() {
    fault = WireFault.NONE;
  }

  /** Resets all connections (RST). */
  public void resetAll() {
    connections.forEach(WireConnection::reset);
  }

  /** Stops the proxy and closes its connections. */
  public Future<Void> stop() {
    return server.close().eventually(client::close);
  }

  private void connect(Vertx vertx, NetSocket near, String host, int port) {
    near.pause();
    client
        .connect(port, host)
        .onSuccess(
            far -> {
              WireConnection connection = new WireConnection(vertx, near, far, () -> fault);
              connections.add(connection);
              connection.run(() -> connections.remove(connection));
            })
        .onFailure(e -> near.close());
  }
}
