package io.saigon.rest.vertx.syntax;

import java.net.URI;

/** Host header of a request. */
public final class HostHeader {
  private HostHeader() {}

  /** Returns the Host header that clients send for a URI. */
  public static String of(URI uri) {
    String scheme = uri.getScheme();
    boolean tls = "https".equals(scheme) || "https".equalsIgnoreCase(scheme);
    if (!tls && !"http".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException("Only an absolute http or https URI can be signed");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("A URI without a host cannot be signed");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "A URI with user information cannot be signed; take it out");
    }
    boolean plain = uri.getPort() < 0 || uri.getPort() == (tls ? 443 : 80);
    return plain ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }
}
