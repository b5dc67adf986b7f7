package io.saigon.rest.vertx.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Checks for IPv6's loopback address on this machine. */
public final class Ipv6 {
  private Ipv6() {}

  public static boolean isAvailable() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
