package io.saigon.api.storage;

import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an upload.
 *
 * @param contentType media type, or null for {@code application/octet-stream}
 * @param metadata the application's own metadata; names are case-insensitive
 * @param storageClass S3's name of a storage class, such as {@code STANDARD_IA}, or null for the
 *     bucket's default
 * @param serverSideEncryption S3's name of an encryption, such as {@code aws:kms}, or null for the
 *     bucket's default
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

  /**
   * Creates options, and copies the metadata.
   *
   * @param contentType media type, or null for {@code application/octet-stream}
   * @param metadata the application's own metadata
   * @param storageClass S3's name of a storage class, such as {@code STANDARD_IA}, or null for the
   *     bucket's default
   * @param serverSideEncryption S3's name of an encryption, such as {@code aws:kms}, or null for
   *     the bucket's default
   * @param kmsKeyId key for {@code aws:kms}, or null for the bucket's default
   * @param onlyIfAbsent whether to fail with {@link ObjectException.Reason#EXISTS} if the object
   *     exists
   * @throws IllegalArgumentException if a key is given without an encryption
   */
  public UploadOptions {
    Objects.requireNonNull(metadata, "metadata");
    metadata = Map.copyOf(metadata);
    if (kmsKeyId != null && serverSideEncryption == null) {
      throw new IllegalArgumentException(
          "kmsKeyId needs a serverSideEncryption that uses it, such as aws:kms");
    }
  }

  /**
   * Returns S3's own defaults.
   *
   * @return the options
   */
  public static UploadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with another media type.
   *
   * @param contentType the media type
   * @return the new options
   */
  public UploadOptions withContentType(String contentType) {
    return new UploadOptions(
        Objects.requireNonNull(contentType, "contentType"),
        metadata,
        storageClass,
        serverSideEncryption,
        kmsKeyId,
        onlyIfAbsent);
  }

  /**
   * Returns these options with other metadata.
   *
   * @param metadata values by name
   * @return the new options
   */
  public UploadOptions withMetadata(Map<String, String> metadata) {
    Objects.requireNonNull(metadata, "metadata");
    return new UploadOptions(
        contentType, metadata, storageClass, serverSideEncryption, kmsKeyId, onlyIfAbsent);
  }

  /**
   * Returns these options with another storage class.
   *
   * @param storageClass S3's name of the storage class
   * @return the new options
   */
  public UploadOptions withStorageClass(String storageClass) {
    return new UploadOptions(
        contentType,
        metadata,
        Objects.requireNonNull(storageClass, "storageClass"),
        serverSideEncryption,
        kmsKeyId,
        onlyIfAbsent);
  }

  /**
   * Returns these options with another encryption.
   *
   * @param serverSideEncryption S3's name of the encryption, such as {@code aws:kms}
   * @param kmsKeyId key for {@code aws:kms}, or null for the bucket's default
   * @return the new options
   */
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

  /**
   * Returns these options for an object that must, or need not, be absent.
   *
   * @param onlyIfAbsent whether to fail if the object exists
   * @return the new options
   */
  public UploadOptions withOnlyIfAbsent(boolean onlyIfAbsent) {
    return new UploadOptions(
        contentType, metadata, storageClass, serverSideEncryption, kmsKeyId, onlyIfAbsent);
  }

  /**
   * Reads options from JSON: a member for each component, under its name; what is missing is the
   * default.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the options
   * @throws io.saigon.api.error.ConfigurationException if a member is unknown, of the wrong type or
   *     out of range
   */
  public static UploadOptions fromJson(JsonObject json) {
    return RecordJson.read("The options of an upload", defaults(), json);
  }

  /**
   * Writes these options as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members; null and what is for code alone are left out
   */
  public JsonObject toJson() {
    return RecordJson.write(this);
  }
}
