package io.saigon.api.storage;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry in an archive's directory.
 *
 * @param name name as the archive has it; it is untrusted, so it must not be used as a path. A
 *     directory's ends in a slash
 * @param size bytes of the content; the content is compared with it when it is read
 * @param compressedSize bytes that it takes in the archive
 * @param lastModified time of the last modification, or null if the archive lacks it
 */
public record ArchiveEntry(
    String name, long size, long compressedSize, @Nullable Instant lastModified) {
  /**
   * Creates an entry, and checks that it has a name.
   *
   * @param name name as the archive has it
   * @param size bytes of the content
   * @param compressedSize bytes that it takes in the archive
   * @param lastModified time of the last modification, or null if the archive lacks it
   */
  public ArchiveEntry {
    Objects.requireNonNull(name, "name");
  }

  /**
   * Returns whether the entry is a directory.
   *
   * @return whether the name ends in a slash
   */
  public boolean directory() {
    return name.endsWith("/");
  }
}
