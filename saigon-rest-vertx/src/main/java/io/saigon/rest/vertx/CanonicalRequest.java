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

  /** Writes its first lines, those before its headers, which were added before. */
  static void writeStart(
      SigningScratch scratch, SigV4Scope scope, String method, String path, String query) {
    // Before anything else is made of them, because that takes its time.
    int length = path.length() + query.length() + scratch.headers.length();
    if (length > LONGEST_HEAD) {
      throw new IllegalArgumentException(
          "Path, query and headers are "
              + length
              + " bytes in all, more than the "
              + LONGEST_HEAD
              + " that any AWS service takes; send less");
    }
    ByteWriter out = scratch.out;
    out.ascii(SigningUri.method(method));
    out.put('\n');
    CanonicalPath.write(out, path, scope);
    out.put('\n');
    scratch.query.write(out, query);
    out.put('\n');
  }

  /** Hashes it, once its first lines are written. */
  static void hash(SigningScratch scratch, byte[] payload) {
    ByteWriter start = scratch.out;
    ByteWriter end = scratch.headers.end(payload);
    int from = HeaderShape.ROOM - start.length;
    if (from >= 0) {
      System.arraycopy(start.bytes, 0, end.bytes, from, start.length);
    } else {
      scratch.update(start.bytes, 0, start.length);
      from = HeaderShape.ROOM;
    }
    scratch.update(end.bytes, from, end.length);
    scratch.digest(scratch.hash, 0);
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
    writeStart(scratch, scope, method, uri.getRawPath(), query);
    canonical.shape();
    ByteWriter end = canonical.end(payload);
    String text = scratch.out.text(0, scratch.out.length) + end.text(HeaderShape.ROOM, end.length);
    return List.of(text.split("\n", -1));
  }
}
