package io.saigon.rest.vertx;

import java.util.List;

/** Which headers are never signed. */
final class SignedHeaders {
  /** The signature's own headers, which a new signature replaces. */
  static final List<String> OWN =
      List.of("authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");

  // What AWS's own signer leaves out.
  private static final List<String> UNSIGNED =
      List.of(
          "connection",
          "expect",
          "transfer-encoding",
          "user-agent",
          "x-amzn-trace-id",
          "x-forwarded-for");

  // What a proxy on the way takes off or changes (RFC 9110, 7.6.1).
  private static final List<String> HOP_BY_HOP =
      List.of("keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade");

  private static final String[][] EXCLUDED_BY_LENGTH = new String[24][0];

  static {
    List.of(OWN, UNSIGNED, HOP_BY_HOP).forEach(names -> names.forEach(SignedHeaders::exclude));
  }

  private SignedHeaders() {}

  static boolean excluded(String name) {
    if (name.length() < EXCLUDED_BY_LENGTH.length) {
      for (String excluded : EXCLUDED_BY_LENGTH[name.length()]) {
        if (excluded.equalsIgnoreCase(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void exclude(String name) {
    String[] known = EXCLUDED_BY_LENGTH[name.length()];
    String[] more = java.util.Arrays.copyOf(known, known.length + 1);
    more[known.length] = name;
    EXCLUDED_BY_LENGTH[name.length()] = more;
  }
}
