package io.saigon.api.storage;

import io.saigon.api.config.Partition;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URLs of buckets and objects on AWS. */
public final class S3Urls {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  private S3Urls() {}

  /**
   * Returns the virtual-hosted-style URL of an object, {@code https://BUCKET.s3.REGION.SUFFIX/KEY},
   * with the suffix of the region's partition.
   *
   * <p>A bucket with a dot in its name gets the path-style URL {@code
   * https://s3.REGION.SUFFIX/BUCKET/KEY}: the wildcard certificate of S3 covers one label, so TLS
   * would fail on the virtual host.
   *
   * <p>The key is percent-encoded by S3's rules: all but {@code A-Z a-z 0-9 - _ . ~ /} as UTF-8.
   * Segments {@code .} and {@code ..} of a key stay as they are; clients that normalize paths (most
   * browsers do) request another object then.
   *
   * <p>It is the standard endpoint's, whatever the settings for FIPS, dual stack and endpoints of
   * one's own; presigned requests follow those.
   *
   * @param region region of the bucket, such as {@code eu-west-1}
   * @param bucket name of the bucket, or alias of an access point
   * @param key key of the object, not encoded, or null for the URL of the bucket
   * @return the URL
   * @throws IllegalArgumentException if region, bucket or key are not allowed by S3, or the bucket
   *     is a directory bucket, which has no such URL
   */
  public static URI virtualHostObjectUrl(String region, String bucket, @Nullable String key) {
    checkBucket(bucket);
    String host = "s3." + region + "." + Partition.of(region).dnsSuffix();
    String path = "/";
    if (key != null) {
      S3ObjectDescriptor.checkKey(key);
      path += encode(key);
    }
    return URI.create(
        bucket.contains(".")
            ? "https://" + host + "/" + bucket + path
            : "https://" + bucket + "." + host + path);
  }

  // "General purpose bucket naming rules" in the S3 user guide.
  private static void checkBucket(String bucket) {
    boolean valid =
        BUCKET.matcher(Objects.requireNonNull(bucket, "bucket")).matches()
            && !bucket.contains("..")
            && !IPV4.matcher(bucket).matches();
    if (!valid) {
      throw new IllegalArgumentException(
          "A bucket's name has 3 to 63 lower-case letters, digits, hyphens and single dots, begins"
              + " and ends with a letter or digit and is no IP address, but this is '"
              + bucket
              + "'");
    }
    if (bucket.endsWith("--x-s3")) {
      throw new IllegalArgumentException(
          "'" + bucket + "' is a directory bucket; its URL needs the zone's own endpoint");
    }
  }

  private static String encode(String key) {
    StringBuilder encoded = new StringBuilder(key.length() + 16);
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isUnreserved(c) || c == '/') {
        encoded.append(c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || "-_.~".indexOf(c) >= 0;
  }
}
