package io.saigon.rest.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Set;

/** A header's name in the form that is signed, and its last line. Belongs to one thread. */
final class HeaderName {
  /** The signature's own headers, which a new signature replaces. */
  static final Set<String> OWN =
      Set.of("authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");

  // What AWS's own signer leaves out.
  private static final Set<String> UNSIGNED =
      Set.of(
          "connection",
          "expect",
          "transfer-encoding",
          "user-agent",
          "x-amzn-trace-id",
          "x-forwarded-for");

  // What a proxy on the way takes off or changes (RFC 9110, 7.6.1).
  private static final Set<String> HOP_BY_HOP =
      Set.of("keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade");

  /**
   * Its values are one list of pairs, which HTTP/2 may split and receivers join (RFC 9113, 8.2.3).
   */
  static final String COOKIE = "cookie";

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  final String given;
  final String lower;
  final boolean excluded;

  /** Between the values of several headers of this name. */
  final String separator;

  // Most headers have the value that they had in the request before.
  private String lastValue;
  private byte[] line;

  HeaderName(String given) {
    this.given = given;
    StringBuilder text = new StringBuilder(given.length());
    for (int i = 0; i < given.length(); i++) {
      char c = given.charAt(i);
      if (c >= 128 || !(Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0)) {
        throw new IllegalArgumentException("A header's name holds a character that none may hold");
      }
      text.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
    }
    this.lower = text.toString();
    this.excluded = OWN.contains(lower) || UNSIGNED.contains(lower) || HOP_BY_HOP.contains(lower);
    this.separator = lower.equals(COOKIE) ? "; " : ",";
    this.lastValue = "";
    this.line = (lower + ":\n").getBytes(US_ASCII);
  }

  /** Throws if a header with this name or value cannot be signed and sent; never quotes a value. */
  static void check(String name, String value) {
    new HeaderName(name).line(value);
  }

  /** {@code name:value} and a line break, the same array as long as the value is the same. */
  byte[] line(String value) {
    if (!lastValue.equals(value)) {
      ByteWriter out = new ByteWriter(lower.length() + value.length() + 2);
      out.ascii(lower);
      out.put(':');
      writeValue(out, value);
      out.put('\n');
      line = out.written();
      lastValue = value;
    }
    return line;
  }

  /** Writes a value with its white space folded. */
  private void writeValue(ByteWriter out, String value) {
    out.room(value.length());
    byte[] to = out.bytes;
    int start = out.length;
    int at = start;
    boolean space = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\t') {
        space = true;
        continue;
      }
      if (c < ' ' || c > '~') {
        throw new IllegalArgumentException(
            "The value of header "
                + given
                + " holds a line break, another control character or one outside of ASCII;"
                + " encode it");
      }
      if (space && at > start) {
        to[at++] = ' ';
      }
      space = false;
      to[at++] = (byte) c;
    }
    out.length = at;
  }
}
