package io.saigon.rest.vertx.sigv4;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.saigon.rest.vertx.syntax.HostHeader;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Canonical requests, whose hash is signed. */
final class CanonicalRequest {
  // Application Load Balancer's quota for a request's head, the largest of them.
  private static final int LONGEST_HEAD = 64 * 1024;

  private CanonicalRequest() {}

  /** Writes the lines before the headers, which must have been added. */
  static void writeStart(
      SigningScratch scratch, SigV4Scope scope, String method, String path, String query) {
    // First, because all that follows takes time that grows with the length.
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
    out.ascii(checkedMethod(method));
    out.put('\n');
    CanonicalPath.write(out, path, scope);
    out.put('\n');
    scratch.query.write(out, query);
    out.put('\n');
  }

  /** Hashes the canonical request. To be called after {@link #writeStart}. */
  static void hash(SigningScratch scratch, byte[] payload) {
    ByteWriter start = scratch.out;
    ByteWriter end = scratch.headers.end(payload);
    int from = SignedHeaders.ROOM - start.length;
    if (from >= 0) {
      System.arraycopy(start.bytes, 0, end.bytes, from, start.length);
    } else {
      scratch.update(start.bytes, 0, start.length);
      from = SignedHeaders.ROOM;
    }
    scratch.update(end.bytes, from, end.length);
    scratch.digest(scratch.hash, 0);
  }

  private static String checkedMethod(String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (c <= ' ' || c > 0x7e) {
        throw new IllegalArgumentException("An HTTP method holds letters only");
      }
    }
    return method;
  }

  /** Returns the lines of a request that was signed by headers, from its own date and token. */
  static List<String> lines(
      SigV4Scope scope,
      String method,
      URI uri,
      Iterable<? extends Map.Entry<String, String>> headers,
      byte[] body) {
    SigningScratch scratch = SigningScratch.ofThread();
    byte[] payload = Payload.of(scratch, scope.payload(), body);
    CanonicalHeaders canonical = scratch.headers;
    canonical.addAll(headers, HostHeader.of(uri));
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
    canonical.signedHeaders();
    ByteWriter end = canonical.end(payload);
    String text =
        scratch.out.text(0, scratch.out.length) + end.text(SignedHeaders.ROOM, end.length);
    return List.of(text.split("\n", -1));
  }
}
