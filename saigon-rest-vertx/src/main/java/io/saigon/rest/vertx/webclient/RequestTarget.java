package io.saigon.rest.vertx.webclient;

import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.syntax.ByteWriter;
import io.saigon.rest.vertx.syntax.PercentEncoding;
import io.saigon.rest.vertx.syntax.ResourceUris;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Request target and origin of a WebClient's request. */
final class RequestTarget {
  private static final String LITERAL = "-._~!$&'()*+,;=:@/?";

  private RequestTarget() {}

  /**
   * Returns path and query to sign and to send. Characters that a request line may not hold are
   * encoded, percent-encoded ones stay. For S3 the path is encoded as S3 itself signs it.
   */
  static String of(String uri, SigV4Scope scope) {
    String whole = uri.isEmpty() || uri.charAt(0) == '?' ? "/" + uri : uri;
    if (whole.charAt(0) != '/') {
      throw new IllegalArgumentException("A request's URI must start with '/' to be signed");
    }
    if (whole.indexOf('#') >= 0) {
      throw new IllegalArgumentException("A request's URI must not hold '#'; encode it as %23");
    }
    if (scope.doubleEncodePath()) {
      return encode(whole);
    }
    int mark = whole.indexOf('?');
    return mark < 0
        ? canonical(whole)
        : canonical(whole.substring(0, mark)) + encode(whole.substring(mark));
  }

  private static String encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean literal = PercentEncoding.unreserved(c) || c == '%' || LITERAL.indexOf(c) >= 0;
      if (!literal) {
        return ResourceUris.encode(text, LITERAL);
      }
    }
    return text;
  }

  private static String canonical(String path) {
    ByteWriter out = new ByteWriter(path.length() * 2);
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '/') {
        out.put('/');
      } else {
        i = PercentEncoding.canonicalAt(out, path, i);
      }
    }
    return out.text(0, out.length);
  }

  /** Returns the Host header that Vert.x sends. */
  static String host(RequestOptions options, @Nullable HttpClientOptions defaults) {
    boolean tls = tls(options, defaults);
    String host = options.getHost();
    Integer port = options.getPort();
    if (options.getServer() instanceof SocketAddress server) {
      host = host == null ? server.host() : host;
      port = port == null ? Integer.valueOf(server.port()) : port;
    } else if (defaults != null) {
      host = host == null ? defaults.getDefaultHost() : host;
      port = port == null ? Integer.valueOf(defaults.getDefaultPort()) : port;
    }
    if (host == null) {
      throw new IllegalArgumentException("A request without a host cannot be signed");
    }
    boolean plain = port == null || port < 0 || port == (tls ? 443 : 80);
    return plain ? host : host + ":" + port;
  }

  static boolean tls(RequestOptions options, @Nullable HttpClientOptions defaults) {
    Boolean ssl = options.isSsl();
    return ssl != null ? ssl : defaults != null && defaults.isSsl();
  }

  static String origin(RequestOptions options, @Nullable HttpClientOptions defaults) {
    return (tls(options, defaults) ? "https://" : "http://") + host(options, defaults);
  }

  /**
   * Returns scheme, host and port of an absolute URI as they are written, but for the standard
   * port: from Vert.x 5.1 on, a request's URI names it, though its Host header does not.
   */
  static String origin(String uri) {
    int end = uri.indexOf("://") + 3;
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    String origin = uri.substring(0, end);
    String standard = origin.startsWith("https:") ? ":443" : ":80";
    return origin.endsWith(standard)
        ? origin.substring(0, origin.length() - standard.length())
        : origin;
  }
}
