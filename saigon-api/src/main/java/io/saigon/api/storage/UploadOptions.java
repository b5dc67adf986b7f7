package io.saigon.api.storage;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to upload.
 *
 * @param contentType media type, or null for {@code application/octet-stream}
 * @param metadata the application's own metadata; names are case-insensitive
 * @param storageClass S3's name of a storage class, such as {@code STANDARD_IA}, or null for the
 *     bucket's default
 * @param serverSideEncryption S3's name of a way to encrypt, such as {@code aws:kms}, or null for
 *     the bucket's default
 * @param kmsKeyId key for {@code aws:kms}, or null for the bucket's default
 * @param onlyIfAbsent whether to fail with {@link ObjectException.Reason#EXISTS} if the object
 *     exists
 */
public record UploadOptions(
    @Nullable String contentType,
    Map<String, String> metadata,
    @Nullable String storageClass,
    @Nullable String serverSideEncryption,
    @Nullable String kmsKeyId,
    boolean onlyIfAbsent) {
  private static final UploadOptions DEFAULTS =
      new UploadOptions(null, Map.of(), null, null, null, false);

  /** Copies the metadata. */
  public UploadOptions {
    metadata = Map.copyOf(metadata);
    if (kmsKeyId != null && serverSideEncryption == null) {
      throw new IllegalArgumentException(
          "kmsKeyId needs a serverSideEncryption that uses it, such as aws:kms");
    }
  }

  /** S3's own defaults. */
  public static UploadOptions defaults() {
    return DEFAULTS;
  }

  /** The same with a media type. */
  public UploadOptions withContentType(String contentType) {
    return new UploadOptions(
        Objects.requireNonNull(contentType, "contentType"),
        metadata,
        storageClass,
        serverSideEncryption,
        kmsKeyId,
        onlyIfAbsent);
  }

  /** The same with other metadata. */
  public UploadOptions withMetadata(Map<String, String> metadata) {
    return new UploadOptions(
        contentType, metadata, storageClass, serverSideEncryption, kmsKeyId, onlyIfAbsent);
  }

  /** The same in a storage class. */
  public UploadOptions withStorageClass(String storageClass) {
    return new UploadOptions(
        contentType,
        metadata,
        Objects.requireNonNull(storageClass, "storageClass"),
        serverSideEncryption,
        kmsKeyId,
        onlyIfAbsent);
  }

  /** The same with encryption, by a key of KMS or by the bucket's default. */
  public UploadOptions withServerSideEncryption(
      String serverSideEncryption, @Nullable String kmsKeyId) {
    return new UploadOptions(
        contentType,
        metadata,
        storageClass,
        Objects.requireNonNull(serverSideEncryption, "serverSideEncryption"),
        kmsKeyId,
        onlyIfAbsent);
  }

  /** The same for an object that must, or need not, be absent. */
  public UploadOptions withOnlyIfAbsent(boolean onlyIfAbsent) {
    return new UploadOptions(
        contentType, metadata, storageClass, serverSideEncryption, kmsKeyId, onlyIfAbsent);
  }
}
