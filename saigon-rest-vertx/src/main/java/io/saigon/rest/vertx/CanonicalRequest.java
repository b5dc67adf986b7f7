package io.saigon.rest.vertx;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text whose hash is signed. */
final class CanonicalRequest {
  // Application Load Balancer's quota for a request's head, the largest of them.
  private static final int LONGEST_HEAD = 64 * 1024;

  private CanonicalRequest() {}

  /** Writes it after what the scratch holds; its headers were added before. */
  static void write(
      SigningScratch scratch,
      SigV4Scope scope,
      HeaderShape shape,
      String method,
      String path,
      String query,
      byte[] payload) {
    ByteWriter out = scratch.out;
    out.ascii(SigningUri.method(method));
    out.put('\n');
    CanonicalPath.write(out, path, scope);
    out.put('\n');
    scratch.query.write(out, query);
    out.put('\n');
    scratch.headers.writeLines(out, shape);
    if (out.length > LONGEST_HEAD) {
      throw new IllegalArgumentException(
          "Path, query and headers are "
              + out.length
              + " bytes in all, more than the "
              + LONGEST_HEAD
              + " that any AWS service takes; send less");
    }
    out.put(shape.signedHeadersLine);
    out.put(payload);
  }

  /** The lines of a request that was signed by headers, from its own date and token. */
  static List<String> lines(
      SigV4Scope scope,
      String method,
      URI uri,
      Iterable<? extends Map.Entry<String, String>> headers,
      byte[] body) {
    SigningScratch scratch = SigningScratch.ofThread();
    byte[] payload = Payload.of(scratch, scope.payload(), body);
    CanonicalHeaders canonical = scratch.headers;
    canonical.addAll(headers, SigningUri.host(uri));
    for (Map.Entry<String, String> header : headers) {
      switch (header.getKey().toLowerCase(Locale.ROOT)) {
        case "x-amz-date" -> canonical.addDate(Timestamp.parse(header.getValue()));
        case "x-amz-security-token" -> {
          if (scope.signSessionToken()) {
            canonical.addToken(SigningKey.tokenLine(header.getValue()));
          }
        }
        case "x-amz-content-sha256" -> canonical.addContentSha256(payload);
        default -> {}
      }
    }
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    write(scratch, scope, canonical.shape(), method, uri.getRawPath(), query, payload);
    return List.of(scratch.out.text(0, scratch.out.length).split("\n", -1));
  }
}
