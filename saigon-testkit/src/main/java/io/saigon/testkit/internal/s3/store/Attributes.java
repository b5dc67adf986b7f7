package io.saigon.testkit.internal.s3.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a client gives with an object beside its bytes.
 *
 * @param headers returned with the object, names in lower case; {@code x-amz-meta-…} are the user's
 * @param tags by key
 * @param restore of a version in an archive, or null if there never was one
 */
public record Attributes(
    Map<String, String> headers,
    Map<String, String> tags,
    List<Grant> grants,
    Protection protection,
    @Nullable Restore restore) {

  /** Returns S3's name of the storage class. */
  public String storageClass() {
    return headers.getOrDefault("x-amz-storage-class", "STANDARD");
  }

  public Attributes withHeaders(Map<String, String> changed) {
    return new Attributes(changed, tags, grants, protection, restore);
  }

  public Attributes withTags(Map<String, String> changed) {
    return new Attributes(headers, changed, grants, protection, restore);
  }

  public Attributes withGrants(List<Grant> changed) {
    return new Attributes(headers, tags, changed, protection, restore);
  }

  public Attributes withProtection(Protection changed) {
    return new Attributes(headers, tags, grants, changed, restore);
  }

  public Attributes withRestore(Restore changed) {
    return new Attributes(headers, tags, grants, protection, changed);
  }
}
