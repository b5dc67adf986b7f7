package io.saigon.rest.vertx;

import java.net.URI;

/** What of a URI a signature needs. */
final class SigningUri {
  private SigningUri() {}

  /** The Host header that clients send for a URI. */
  static String host(URI uri) {
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

  static String method(String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (c <= ' ' || c > 0x7e) {
        throw new IllegalArgumentException("An HTTP method holds letters only");
      }
    }
    return method;
  }
}
