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
 * A TCP proxy on loopback before a server of any kind, such as PostgreSQL or S3, that injects
 * faults into connections: delay, truncation, reset, stall. Faults affect the bytes from the
 * server.
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

  /**
   * Starts a proxy before a server.
   *
   * @param vertx Vert.x instance to run on
   * @param host host of the server
   * @param port port of the server
   * @return the proxy
   */
  public static Future<FaultyWire> start(Vertx vertx, String host, int port) {
    Objects.requireNonNull(host, "host");
    NetServer server = vertx.createNetServer();
    FaultyWire wire = new FaultyWire(server, vertx.createNetClient());
    return server
        .connectHandler(socket -> wire.connect(vertx, socket, host, port))
        .listen(0, "127.0.0.1")
        .map(wire);
  }

  /**
   * Returns the port of the proxy on 127.0.0.1.
   *
   * @return port
   */
  public int port() {
    return server.actualPort();
  }

  /**
   * Returns the number of open connections.
   *
   * @return at least 0
   */
  public int connections() {
    return connections.size();
  }

  /**
   * Delays everything that comes from the server.
   *
   * @param by delay
   */
  public void latency(Duration by) {
    fault = new WireFault.Latency(by);
  }

  /** Holds back everything that comes from the server from now on. */
  public void stall() {
    stallAfter(0);
  }

  /**
   * Holds back everything that comes from the server after some more bytes of a connection.
   *
   * @param bytes number of bytes that still pass
   */
  public void stallAfter(long bytes) {
    fault = new WireFault.Stall(bytes);
  }

  /**
   * Resets a connection (RST) as soon as the server has sent some more bytes.
   *
   * @param bytes number of bytes that still pass
   */
  public void resetAfter(long bytes) {
    fault = new WireFault.Cut(bytes, true);
  }

  /**
   * Closes a connection (FIN) as soon as the server has sent some more bytes.
   *
   * @param bytes number of bytes that still pass
   */
  public void closeAfter(long bytes) {
    fault = new WireFault.Cut(bytes, false);
  }

  /** Ends the fault; bytes that were held back stay lost. */
  public void heal() {
    fault = WireFault.NONE;
  }

  /** Resets all connections (RST). */
  public void resetAll() {
    connections.forEach(WireConnection::reset);
  }

  /**
   * Stops the proxy and closes its connections.
   *
   * @return completes when they are closed
   */
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
