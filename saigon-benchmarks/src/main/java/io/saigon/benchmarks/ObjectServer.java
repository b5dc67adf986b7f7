package io.saigon.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of S3 as downloads need, by the kernel's own copying, so that it is not what limits them:
 * one file under every key, whole, by ranges and by part number.
 */
final class ObjectServer {
  private static final Pattern RANGE = Pattern.compile("(?im)^range: *bytes=(\\d+)-(\\d*)");
  private static final Pattern PART = Pattern.compile("[?&]partNumber=(\\d+)");
  private static final long PART_SIZE = 8 << 20;
  private static final int MAX_HEAD = 32 << 10;

  private final FileChannel file;
  private final long size;
  private final String crc32;

  private ObjectServer(FileChannel file, String crc32) throws IOException {
    this.file = file;
    this.size = file.size();
    this.crc32 = crc32;
  }

  /**
   * Serves until its input ends.
   *
   * @param args file, and the CRC-32 of its content as S3 sends it
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    ObjectServer server = new ObjectServer(FileChannel.open(Path.of(args[0])), args[1]);
    ServerSocketChannel listening =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    daemon(
        () -> {
          while (true) {
            SocketChannel connection = listening.accept();
            daemon(() -> server.serve(connection));
          }
        });
    System.out.println(listening.socket().getLocalPort());
    while (System.in.read() >= 0) {}
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // Clients close connections when they have what they want.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(SocketChannel connection) throws IOException {
    try (connection) {
      connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
      ByteBuffer head = ByteBuffer.allocate(MAX_HEAD);
      while (true) {
        head.clear();
        String request = "";
        while (!request.contains("\r\n\r\n")) {
          if (connection.read(head) < 0) {
            throw new EOFException();
          }
          request = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
        }
        answer(connection, request);
      }
    }
  }

  private void answer(SocketChannel connection, String request) throws IOException {
    Matcher range = RANGE.matcher(request);
    Matcher part = PART.matcher(request.substring(0, request.indexOf('\r')));
    long from = 0;
    long to = size;
    StringBuilder more = new StringBuilder();
    if (range.find()) {
      from = Long.parseLong(range.group(1));
      to = range.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(range.group(2)) + 1);
    } else if (part.find()) {
      from = (Long.parseLong(part.group(1)) - 1) * PART_SIZE;
      to = Math.min(size, from + PART_SIZE);
      more.append("x-amz-mp-parts-count: " + (size + PART_SIZE - 1) / PART_SIZE + "\r\n");
    } else {
      more.append("x-amz-checksum-crc32: " + crc32 + "\r\nx-amz-checksum-type: FULL_OBJECT\r\n");
    }
    boolean partial = from > 0 || to < size;
    if (partial) {
      more.append("Content-Range: bytes " + from + "-" + (to - 1) + "/" + size + "\r\n");
    }
    String head =
        "HTTP/1.1 %s\r\nContent-Length: %d\r\nAccept-Ranges: bytes\r\nETag: \"0a1b-2\"\r\n"
                .formatted(partial ? "206 Partial Content" : "200 OK", to - from)
            + "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
            + more
            + "\r\n";
    write(connection, head);
    if (!request.startsWith("HEAD")) {
      for (long at = from; at < to; ) {
        at += file.transferTo(at, to - at, connection);
      }
    }
  }

  private static void write(SocketChannel connection, String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(text);
    while (bytes.hasRemaining()) {
      connection.write(bytes);
    }
  }
}
