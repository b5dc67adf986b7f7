package io.saigon.testkit.internal.s3.request;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bucket and the key that a request names, each empty if there is none.
 *
 * @param virtualHost whether the bucket is in the host name
 */
public record Target(String bucket, String key, boolean virtualHost) {
  private static final Pattern AMAZON =
      Pattern.compile(
          "(?:(.+)\\.)?s3(?:[.-](?:dualstack\\.)?[a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?");
  private static final Pattern LOCAL = Pattern.compile("(.+?)(?:\\.s3)?\\.localhost");

  /**
   * Reads a target.
   *
   * @param host host name and port, or null
   * @param path still encoded
   */
  public static Target of(@Nullable String host, String path) {
    String bucket = host == null ? null : bucketOf(host);
    if (bucket != null) {
      return new Target(bucket, Encoding.decode(path.isEmpty() ? "" : path.substring(1)), true);
    }
    int slash = path.indexOf('/', 1);
    return slash < 0
        ? new Target(path.isEmpty() ? "" : Encoding.decode(path.substring(1)), "", false)
        : new Target(
            Encoding.decode(path.substring(1, slash)),
            Encoding.decode(path.substring(slash + 1)),
            false);
  }

  /** Returns what S3 calls the kind of the target in errors. */
  public String resourceType() {
    return bucket.isEmpty() ? "SERVICE" : key.isEmpty() ? "BUCKET" : "OBJECT";
  }

  private static @Nullable String bucketOf(String authority) {
    String host = authority.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    Matcher amazon = AMAZON.matcher(host);
    if (amazon.matches()) {
      return amazon.group(1);
    }
    Matcher local = LOCAL.matcher(host);
    return local.matches() && !local.group(1).equals("s3") ? local.group(1) : null;
  }
}
