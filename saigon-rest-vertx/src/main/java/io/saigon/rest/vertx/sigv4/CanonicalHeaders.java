package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.saigon.rest.vertx.syntax.HeaderSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The header lines and names of canonical requests that have the same headers. Immutable. */
final class CanonicalHeaders {
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

  // Its values are one list of pairs, which HTTP/2 may split and receivers join (RFC 9113, 8.2.3).
  private static final String COOKIE = "cookie";

  // For the lines of a request with a session token of the usual length.
  private static final int ROOM = 2048;
  private static final int NONE = -1;

  /** Names in order, as in {@code accept;host;x-amz-date}. */
  final String names;

  /** True if there is more than one Cookie header. */
  final boolean severalCookies;

  private final String host;
  private final String[] givenNames;
  private final @Nullable String[] givenValues;
  private final byte[] lines;
  private final int dateAt;
  private final int payloadAt;

  /**
   * Creates the lines of a request.
   *
   * @param given headers of the request; those that are never signed are left out
   * @param host value of the Host header, unless the headers hold one
   * @param signerHeaders the signature's own headers, with names in lower case
   */
  CanonicalHeaders(
      Iterable<? extends Map.Entry<String, String>> given,
      String host,
      Map<String, String> signerHeaders) {
    this.host = host;
    List<String> allNames = new ArrayList<>();
    List<@Nullable String> signedValues = new ArrayList<>();
    Map<String, List<String>> signed = new TreeMap<>();
    for (Map.Entry<String, String> header : given) {
      String lower = HeaderSyntax.lowerCase(header.getKey());
      boolean excluded = isExcluded(lower);
      allNames.add(header.getKey());
      signedValues.add(excluded ? null : header.getValue());
      if (!excluded) {
        signed
            .computeIfAbsent(lower, name -> new ArrayList<>(1))
            .add(HeaderSyntax.folded(header.getKey(), header.getValue()));
      }
    }
    signed.computeIfAbsent("host", name -> List.of(HeaderSyntax.folded(name, host)));
    signerHeaders.forEach((name, value) -> signed.put(name, List.of(value)));
    this.givenNames = allNames.toArray(String[]::new);
    this.givenValues = signedValues.toArray(String[]::new);
    this.severalCookies = signed.getOrDefault(COOKIE, List.of()).size() > 1;
    this.names = String.join(";", signed.keySet());
    StringBuilder text = new StringBuilder(ROOM);
    int date = NONE;
    int payload = NONE;
    for (Map.Entry<String, List<String>> line : signed.entrySet()) {
      String name = line.getKey();
      text.append(name).append(':');
      if (name.equals(SigV4Headers.DATE)) {
        date = text.length();
      } else if (name.equals(SigV4Headers.CONTENT_SHA256)) {
        payload = text.length();
      }
      text.append(String.join(name.equals(COOKIE) ? "; " : ",", line.getValue())).append('\n');
    }
    this.dateAt = date;
    this.payloadAt = payload;
    this.lines = text.append('\n').append(names).append('\n').toString().getBytes(US_ASCII);
  }

  /** Returns whether a name in lower case is never signed with the others. */
  static boolean isExcluded(String lower) {
    return SigV4Headers.names().contains(lower)
        || UNSIGNED.contains(lower)
        || HOP_BY_HOP.contains(lower);
  }

  /** Returns whether these are the lines of a request. */
  boolean isOf(Iterable<? extends Map.Entry<String, String>> given, String host) {
    int i = 0;
    for (Map.Entry<String, String> header : given) {
      if (i == givenNames.length || !givenNames[i].equals(header.getKey())) {
        return false;
      }
      String signed = givenValues[i++];
      if (signed != null && !signed.equals(header.getValue())) {
        return false;
      }
    }
    return i == givenNames.length && host.equals(this.host);
  }

  /** Returns the bytes of all lines. */
  int length() {
    return lines.length;
  }

  /** Writes the lines with the date and payload of one request. */
  void write(ByteWriter out, byte[] date, byte[] payload) {
    int start = out.length;
    out.put(lines);
    int end = out.length;
    if (dateAt != NONE) {
      out.length = start + dateAt;
      out.put(date);
    }
    if (payloadAt != NONE) {
      out.length = start + payloadAt;
      out.put(payload);
    }
    out.length = end;
  }
}
