package io.saigon.api.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which object, in which bucket.
 *
 * @param bucket name or access-point ARN of the bucket
 * @param key key of the object, not URL-encoded
 * @param versionId version of the object, or null for the current one
 */
public record S3ObjectDescriptor(String bucket, String key, @Nullable String versionId) {
  private static final int MAX_KEY_BYTES = 1024;

  /** Checks bucket and key by S3's own rules. */
  public S3ObjectDescriptor {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    if (bucket.isBlank()) {
      throw new IllegalArgumentException("A bucket's name must not be blank");
    }
    if (key.isEmpty()) {
      throw new IllegalArgumentException("An object's key must not be empty");
    }
    if (key.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "An object's key has at most " + MAX_KEY_BYTES + " bytes in UTF-8");
    }
    if (versionId != null && versionId.isBlank()) {
      throw new IllegalArgumentException("An object's version id must not be blank; use null");
    }
  }

  /** The current version of an object. */
  public static S3ObjectDescriptor of(String bucket, String key) {
    return new S3ObjectDescriptor(bucket, key, null);
  }

  /** The same object in a chosen version. */
  public S3ObjectDescriptor withVersionId(String versionId) {
    return new S3ObjectDescriptor(bucket, key, Objects.requireNonNull(versionId, "versionId"));
  }
}
