package io.saigon.storage.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Content-Range} of an answer, as "HTTP Semantics" (RFC 9110) defines it.
 *
 * @param first position of the first byte
 * @param last position of the last byte
 * @param total bytes of the whole object, or -1 if it is not known
 */
public record ContentRange(long first, long last, long total) {
  // No number of more digits is the size of an object.
  private static final Pattern FORMAT =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

  /** Parses the header; returns null if there is none or it is not valid. */
  public static @Nullable ContentRange parse(@Nullable String header) {
    Matcher parts = FORMAT.matcher(header == null ? "" : header);
    if (!parts.matches()) {
      return null;
    }
    String size = parts.group(3);
    long total = "*".equals(size) ? -1 : Long.parseLong(size);
    ContentRange range =
        new ContentRange(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), total);
    boolean valid = range.first <= range.last && (total < 0 || range.last < total);
    return valid ? range : null;
  }

  long length() {
    return last - first + 1;
  }

  /**
   * Returns whether it answers the request of a range.
   *
   * @param to last byte requested; the object may end before
   */
  boolean answers(long from, long to) {
    return first == from && (last == to || (last < to && (total < 0 || last == total - 1)));
  }
}
