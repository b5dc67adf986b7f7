package io.saigon.testkit.internal.s3.request;

import io.saigon.testkit.internal.s3.error.S3Error;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of an object.
 *
 * @param last position of its last byte
 */
public record ByteRange(long first, long last) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private static final int MOST_DIGITS = 18;

  public long length() {
    return last - first + 1;
  }

  /** Returns the value of {@code Content-Range}. */
  public String of(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }

  /**
   * Reads a {@code Range} header.
   *
   * @return the range, or null where S3 ignores the header: another unit, several ranges, or one
   *     that ends before it begins
   * @throws S3Error if the object has no such bytes
   */
  public static @Nullable ByteRange parse(@Nullable String header, long size) {
    Matcher form = FORM.matcher(header == null ? "" : header.strip());
    if (header == null || !form.matches()) {
      return null;
    }
    String from = form.group(1);
    String to = form.group(2);
    if (from.isEmpty()) {
      if (to.isEmpty()) {
        return null;
      }
      long suffix = number(to);
      if (suffix == 0 || size == 0) {
        throw unsatisfiable(header, size);
      }
      return new ByteRange(Math.max(0, size - suffix), size - 1);
    }
    long first = number(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
    if (last < first) {
      return null;
    }
    if (first >= size) {
      throw unsatisfiable(header, size);
    }
    return new ByteRange(first, Math.min(last, size - 1));
  }

  /** Reads a number, of which those above all sizes are one. */
  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
  }

  private static S3Error unsatisfiable(String header, long size) {
    return new S3Error(416, "InvalidRange", "The requested range is not satisfiable")
        .with("RangeRequested", header)
        .with("ActualObjectSize", String.valueOf(size))
        .withHeader("Content-Range", "bytes */" + size);
  }
}
