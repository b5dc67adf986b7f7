package io.saigon.api.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object that was written.
 *
 * @param descriptor the object; with its version id if the bucket keeps versions
 * @param eTag entity tag without quotes, or null if the storage gives none
 */
public record UploadedObject(S3ObjectDescriptor descriptor, @Nullable String eTag) {
  /**
   * Creates a result, and checks that the object is named.
   *
   * @param descriptor the object
   * @param eTag entity tag without quotes, or null if the storage gives none
   */
  public UploadedObject {
    Objects.requireNonNull(descriptor, "descriptor");
  }
}
