package io.saigon.rest.vertx.sigv4;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.saigon.rest.vertx.syntax.HostHeader;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Canonical requests, whose hash is signed. */
final class CanonicalRequest {
  // Application Load Balancer's quota for a request's head, the largest of them.
  private static final int LONGEST_HEAD = 64 * 1024;

  private CanonicalRequest() {}

  /** Writes a request. */
  static void write(
      SigningScratch scratch,
      SigV4Scope scope,
      String method,
      String path,
      String query,
      CanonicalHeaders headers,
      Timestamp time,
      byte[] payload) {
    // First, because all that follows takes time that grows with the length.
    int length = path.length() + query.length() + headers.length();
    if (length > LONGEST_HEAD) {
      throw new IllegalArgumentException(
          "Path, query and headers are "
              + length
              + " bytes in all, more than the "
              + LONGEST_HEAD
              + " that any AWS service takes; send less");
    }
    ByteWriter out = scratch.out;
    writeMethod(out, method);
    out.put('\n');
    CanonicalPath.write(out, path, scope);
    out.put('\n');
    CanonicalQuery.write(out, query);
    out.put('\n');
    headers.write(out, time.bytes, payload);
    out.put(payload);
  }

  private static void writeMethod(ByteWriter out, String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (c <= ' ' || c > 0x7e) {
        throw new IllegalArgumentException("An HTTP method holds letters only");
      }
      out.put(c);
    }
  }

  /** Returns the lines of a request that was signed by headers, from its own date and token. */
  static List<String> lines(
      SigV4Scope scope,
      String method,
      URI uri,
      Iterable<? extends Map.Entry<String, String>> headers,
      byte[] body) {
    Map<String, String> signerHeaders = new HashMap<>();
    Timestamp time = new Timestamp(0);
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      switch (name) {
        case SigV4Headers.DATE -> {
          time = Timestamp.parse(header.getValue());
          signerHeaders.put(name, time.text);
        }
        case SigV4Headers.TOKEN -> {
          if (scope.signSessionToken()) {
            signerHeaders.put(name, SigningKey.checkedToken(header.getValue()));
          }
        }
        case SigV4Headers.CONTENT_SHA256 ->
            signerHeaders.put(name, "0".repeat(scope.payload().length()));
        default -> {}
      }
    }
    CanonicalHeaders canonical = new CanonicalHeaders(headers, HostHeader.of(uri), signerHeaders);
    try (SigningScratch scratch = SigningScratch.ofThread()) {
      byte[] payload = scratch.payload(scope.payload(), body);
      String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
      write(scratch, scope, method, uri.getRawPath(), query, canonical, time, payload);
      return List.of(scratch.out.text(0, scratch.out.length).split("\n", -1));
    }
  }
}
