package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.saigon.rest.vertx.syntax.HeaderSyntax;
import java.util.Set;

/** A header's name as it is signed, with the line of its last value. Belongs to one thread. */
final class HeaderName {
  // Those that AWS's own signer leaves out.
  private static final Set<String> UNSIGNED =
      Set.of(
          "connection",
          "expect",
          "transfer-encoding",
          "user-agent",
          "x-amzn-trace-id",
          "x-forwarded-for");

  // Those that a proxy removes or changes (RFC 9110, 7.6.1).
  private static final Set<String> HOP_BY_HOP =
      Set.of("keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade");

  /**
   * Its values are one list of pairs, which HTTP/2 may split and receivers join (RFC 9113, 8.2.3).
   */
  static final String COOKIE = "cookie";

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
    this.lower = HeaderSyntax.lowerCase(given);
    this.excluded =
        SigV4Headers.names().contains(lower)
            || UNSIGNED.contains(lower)
            || HOP_BY_HOP.contains(lower);
    this.separator = lower.equals(COOKIE) ? "; " : ",";
    this.lastValue = "";
    this.line = (lower + ":\n").getBytes(US_ASCII);
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
        throw HeaderSyntax.invalidValue(given);
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
