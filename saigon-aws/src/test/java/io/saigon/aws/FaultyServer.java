package io.saigon.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A server that fails as its scripts define, each connection by the next script. Over TLS unless a
 * test disables it.
 */
final class FaultyServer implements AutoCloseable {
  interface Script {
    void run(Peer peer) throws Exception;
  }

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final boolean tls;
  private final Queue<Script> scripts;
  private final CountDownLatch closing = new CountDownLatch(1);
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger accepted = new AtomicInteger();

  FaultyServer(Script... scripts) throws IOException {
    this(true, scripts);
  }

  FaultyServer(boolean tls, Script... scripts) throws IOException {
    this.tls = tls;
    this.scripts = new ArrayDeque<>(List.of(scripts));
    Thread acceptor = new Thread(this::accept, "faulty-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return (tls ? "https" : "http") + "://localhost:" + port() + "/";
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        accepted.incrementAndGet();
        open.incrementAndGet();
        Script script = scripts.size() > 1 ? scripts.remove() : scripts.element();
        Thread handler = new Thread(() -> handle(socket, script), "faulty-connection");
        handler.setDaemon(true);
        handler.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void handle(Socket connection, Script script) {
    try (connection;
        Socket socket = tls ? secure(connection) : connection) {
      script.run(new Peer(connection, socket, closing));
    } catch (Exception e) {
      // The client closed the connection, as many tests provoke.
    } finally {
      open.decrementAndGet();
    }
  }

  private static Socket secure(Socket connection) throws IOException {
    SSLSocketFactory factory = TestTls.server().getSocketFactory();
    SSLSocket socket = (SSLSocket) factory.createSocket(connection, null, true);
    socket.startHandshake();
    return socket;
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listener.close();
  }

  /**
   * The client.
   *
   * @param connection the TCP connection below {@code socket}, if that is a TLS socket
   */
  record Peer(Socket connection, Socket socket, CountDownLatch closing) {
    /** Reads a request's head and as much of its body as its Content-Length says. */
    String request() throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int c = in.read();
        if (c < 0) {
          throw new IOException("end of stream");
        }
        head.append((char) c);
      }
      var length =
          java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(head.toString());
      if (length.find()) {
        in.readNBytes(Integer.parseInt(length.group(1)));
      }
      return head.toString();
    }

    Peer send(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return this;
    }

    /** Sends so slowly that each byte comes by itself. */
    void trickle(String text) throws Exception {
      for (char c : text.toCharArray()) {
        pause(2);
        send(String.valueOf(c));
      }
    }

    /** Waits for a time, or until the test is over. */
    void pause(long millis) throws InterruptedException {
      closing.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Closes with a RST instead of a FIN. */
    void reset() throws IOException {
      connection.setSoLinger(true, 0);
      connection.close();
    }

    /** Sends nothing until the client closes. */
    void stall() throws Exception {
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // Further requests are not answered.
      }
    }

    /** Neither reads nor writes until the test is over. */
    void freeze() throws Exception {
      closing.await(60, TimeUnit.SECONDS);
    }
  }
}
