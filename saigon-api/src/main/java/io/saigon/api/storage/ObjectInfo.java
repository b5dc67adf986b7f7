package io.saigon.api.storage;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the storage tells of an object.
 *
 * @param descriptor which; with a version id if the bucket keeps versions
 * @param size bytes, or -1 if the storage does not tell
 * @param eTag entity tag without quotes, or null if the storage gives none
 * @param lastModified when it was written, or null if the storage does not tell
 * @param contentType media type, or null if it is not known or was not asked for
 * @param metadata the application's own metadata; names in lower case
 */
public record ObjectInfo(
    S3ObjectDescriptor descriptor,
    long size,
    @Nullable String eTag,
    @Nullable Instant lastModified,
    @Nullable String contentType,
    Map<String, String> metadata) {
  /** Copies the metadata. */
  public ObjectInfo {
    Objects.requireNonNull(descriptor, "descriptor");
    metadata = Map.copyOf(metadata);
  }
}
