package io.saigon.rest.vertx.syntax;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** URIs of resources under a base URL. */
public final class ResourceUris {
  // Characters that a path and a query may hold as they are (RFC 3986, 3.3 and 3.4), percent sign
  // apart.
  private static final String LITERAL = "-._~!$&'()*+,;=:@/";

  private static final int MAX_PORT = 65_535;

  private ResourceUris() {}

  /** Checks a base URL, and returns it without a slash at its end. */
  public static String base(String url) {
    URI uri;
    try {
      uri = new URI(Objects.requireNonNull(url, "baseUrl"));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("The base URL is not a URI: " + e.getReason(), e);
    }
    HostHeader.of(uri);
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      throw new IllegalArgumentException("The base URL's port must be 1 to " + MAX_PORT);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "The base URL must not hold a query or fragment; give queries with each call");
    }
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  public static URI resource(String base, String path, String query) {
    int mark = path.indexOf('?');
    String ownPath = mark < 0 ? path : path.substring(0, mark);
    String ownQuery = mark < 0 ? "" : path.substring(mark + 1);
    checkSegments(ownPath);
    StringBuilder uri = new StringBuilder(base);
    if (!ownPath.isEmpty() && ownPath.charAt(0) != '/') {
      uri.append('/');
    }
    uri.append(encode(ownPath, LITERAL));
    String whole = join(encode(ownQuery, LITERAL + "?"), query);
    if (!whole.isEmpty()) {
      uri.append('?').append(whole);
    }
    return URI.create(uri.toString());
  }

  public static String parameter(String name, String value) {
    return encode(name, "-._~") + "=" + encode(value, "-._~");
  }

  /** Returns the URI with a parameter in place of all of its name. */
  public static URI with(URI uri, String name, String value) {
    String start = encode(name, "-._~") + "=";
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    String others =
        Arrays.stream(query.split("&", -1))
            .filter(pair -> !pair.startsWith(start))
            .collect(Collectors.joining("&"));
    // Not resolved: a path that begins with two slashes would be taken for a host.
    return URI.create(
        uri.getScheme()
            + "://"
            + uri.getRawAuthority()
            + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
            + "?"
            + join(others, parameter(name, value)));
  }

  public static String join(String query, String more) {
    return query.isEmpty() || more.isEmpty() ? query + more : query + "&" + more;
  }

  /**
   * Encodes characters that may not stand in a URI. Keeps percent-encoded ones if a slash is
   * literal.
   */
  public static String encode(String text, String literal) {
    boolean keepEncoded = literal.indexOf('/') >= 0;
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain), literal)) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    ByteWriter out = new ByteWriter(text.length() * 2);
    out.ascii(text.substring(0, plain));
    for (int i = plain; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f) {
        throw new IllegalArgumentException("A path or query holds a control character");
      }
      boolean encoded = c == '%' && keepEncoded && PercentEncoding.byteAt(text, i) >= 0;
      if (encoded || literal.indexOf(c) >= 0) {
        out.put(c);
      } else {
        i = PercentEncoding.encodeAt(out, text, i);
      }
    }
    return out.text(0, out.length);
  }

  private static boolean isPlain(char c, String literal) {
    return PercentEncoding.unreserved(c) || literal.indexOf(c) >= 0;
  }

  // An id that comes from outside must not lead to another resource.
  private static void checkSegments(String path) {
    if (path.indexOf('#') >= 0) {
      throw new IllegalArgumentException("A path must not hold '#'; encode it as %23");
    }
    if (path.indexOf('.') < 0 && path.indexOf('%') < 0) {
      return;
    }
    for (String segment : path.split("/", -1)) {
      String plain = segment.replace("%2e", ".").replace("%2E", ".");
      if (plain.equals(".") || plain.equals("..")) {
        throw new IllegalArgumentException(
            "A path must not hold '.' or '..' segments; give the resource's own path");
      }
    }
  }
}
