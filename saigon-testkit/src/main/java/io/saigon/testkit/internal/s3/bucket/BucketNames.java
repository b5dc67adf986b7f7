package io.saigon.testkit.internal.s3.bucket;

import java.util.List;
import java.util.regex.Pattern;

/** S3's rules for the names of general purpose buckets. */
public final class BucketNames {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern IP_ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}");
  private static final List<String> PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
  private static final List<String> SUFFIXES =
      List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

  private BucketNames() {}

  /** Returns whether S3 makes a bucket of that name. */
  static boolean isValid(String name) {
    return FORM.matcher(name).matches()
        && !name.contains("..")
        && !IP_ADDRESS.matcher(name).matches()
        && PREFIXES.stream().noneMatch(name::startsWith)
        && SUFFIXES.stream().noneMatch(name::endsWith);
  }

  /**
   * Checks a name that a test gives.
   *
   * @throws IllegalArgumentException if S3 makes no bucket of that name
   */
  public static String check(String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "A bucket's name must have 3 to 63 lower-case letters, digits, dots and hyphens, begin and"
              + " end with a letter or digit, have no two dots in a row, look like no IP address,"
              + " not begin with one of "
              + PREFIXES
              + " and not end with one of "
              + SUFFIXES
              + ", but is "
              + name);
    }
    return name;
  }
}
