package io.saigon.rest.vertx.sigv4;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.saigon.rest.vertx.syntax.PercentEncoding;

/** The path line of a canonical request. */
final class CanonicalPath {
  private CanonicalPath() {}

  static void write(ByteWriter out, String path, SigV4Scope scope) {
    if (path.isEmpty()) {
      out.put('/');
    } else if (isPlain(path)) {
      out.ascii(path);
    } else {
      String resolved = scope.normalizePath() && needsNormalizing(path) ? normalize(path) : path;
      writeEncoded(out, resolved, scope.doubleEncodePath());
    }
  }

  // Most paths are signed as they are.
  private static boolean isPlain(String path) {
    char last = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean mark = c == '/' || c == '.';
      if (mark ? last == '/' : !PercentEncoding.unreserved(c)) {
        return false;
      }
      last = c;
    }
    return true;
  }

  private static void writeEncoded(ByteWriter out, String path, boolean twice) {
    int n = path.length();
    for (int i = 0; i < n; i++) {
      char c = path.charAt(i);
      if (c == '/' || PercentEncoding.unreserved(c) || (!twice && c < 0x80)) {
        out.put(c);
      } else {
        i = PercentEncoding.encodeAt(out, path, i);
      }
    }
  }

  private static boolean needsNormalizing(String path) {
    for (int i = path.indexOf('/'); i >= 0 && i + 1 < path.length(); i = path.indexOf('/', i + 1)) {
      char next = path.charAt(i + 1);
      if (next == '/' || next == '.') {
        return true;
      }
    }
    return false;
  }

  // As java.net.URI does it, whose rule AWS's own signer takes: a ".." that has nothing to remove
  // stays.
  private static String normalize(String path) {
    StringBuilder kept = new StringBuilder(path.length());
    for (int start = 1; start <= path.length(); ) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String segment = path.substring(start, end);
      int last = kept.lastIndexOf("/");
      if (segment.equals("..") && last >= 0 && !kept.substring(last).equals("/..")) {
        kept.setLength(last);
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.append('/').append(segment);
      }
      start = end + 1;
    }
    if (kept.isEmpty() || path.endsWith("/")) {
      kept.append('/');
    }
    return kept.toString();
  }
}
