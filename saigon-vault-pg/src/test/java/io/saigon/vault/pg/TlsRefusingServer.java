package io.saigon.vault.pg;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * A server of an attacker: refuses TLS, and then requests the password in clear, by PostgreSQL's
 * protocol.
 */
final class TlsRefusingServer {
  private static final int SSL_REQUEST = 80877103;
  private static final byte PASSWORD_MESSAGE = 'p';
  private static final Buffer AUTHENTICATION_CLEARTEXT_PASSWORD =
      Buffer.buffer().appendByte((byte) 'R').appendInt(8).appendInt(3);

  private final NetServer server;
  private final Buffer received = Buffer.buffer();
  private int tlsRequests;

  private TlsRefusingServer(NetServer server) {
    this.server = server;
  }

  static Future<TlsRefusingServer> start(Vertx vertx) {
    NetServer server = vertx.createNetServer();
    TlsRefusingServer refusing = new TlsRefusingServer(server);
    return server.connectHandler(refusing::serve).listen(0, "localhost").map(refusing);
  }

  int port() {
    return server.actualPort();
  }

  synchronized int tlsRequests() {
    return tlsRequests;
  }

  /** Everything that was sent in clear, but the requests for TLS. */
  synchronized String received() {
    return received.toString("ISO-8859-1");
  }

  private void serve(NetSocket socket) {
    Buffer[] pending = {Buffer.buffer()};
    socket.handler(
        chunk -> {
          Buffer message = pending[0].appendBuffer(chunk);
          if (message.length() < 8) {
            return;
          }
          pending[0] = Buffer.buffer();
          if (message.getInt(4) == SSL_REQUEST) {
            tlsRequested();
            socket.write("N");
          } else if (keep(message).getByte(0) == PASSWORD_MESSAGE) {
            socket.close();
          } else {
            socket.write(AUTHENTICATION_CLEARTEXT_PASSWORD);
          }
        });
  }

  private synchronized void tlsRequested() {
    tlsRequests++;
  }

  private synchronized Buffer keep(Buffer inClear) {
    received.appendBuffer(inClear);
    return inClear;
  }
}
