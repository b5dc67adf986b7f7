package io.saigon.api.storage;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The storage's description of an object.
 *
 * @param descriptor the object; with a version id if the bucket keeps versions
 * @param size bytes, or -1 if the storage does not give them
 * @param eTag entity tag without quotes, or null if the storage gives none
 * @param lastModified time of the last write, or null if the storage does not give it
 * @param contentType media type, or null if it is not known or was not requested
 * @param metadata the application's own metadata; names in lower case
 */
public record ObjectInfo(
    S3ObjectDescriptor descriptor,
    long size,
    @Nullable String eTag,
    @Nullable Instant lastModified,
    @Nullable String contentType,
    Map<String, String> metadata) {
  /**
   * Creates a description, and copies the metadata.
   *
   * @param descriptor the object
   * @param size bytes, or -1 if the storage does not give them
   * @param eTag entity tag without quotes, or null if the storage gives none
   * @param lastModified time of the last write, or null if the storage does not give it
   * @param contentType media type, or null if it is not known or was not requested
   * @param metadata the application's own metadata
   */
  public ObjectInfo {
    Objects.requireNonNull(descriptor, "descriptor");
    Objects.requireNonNull(metadata, "metadata");
    metadata = Map.copyOf(metadata);
  }
}
