package io.saigon.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Free ports below those that systems give to connections, which may come and go at any time. */
final class FreePorts {
  private FreePorts() {}

  /** Returns the first of five ports in a row. */
  static int first() {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      if (IntStream.range(first, first + 5).allMatch(FreePorts::isFree)) {
        return first;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
