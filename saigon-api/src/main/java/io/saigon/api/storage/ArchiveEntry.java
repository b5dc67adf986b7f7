package io.saigon.api.storage;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an archive, as its directory has it.
 *
 * @param name name as the archive has it; whoever made the archive chose it, so it must not be used
 *     as a path. A directory's ends in a slash
 * @param size bytes of the content; the content is compared with it when it is read
 * @param compressedSize bytes that it takes in the archive
 * @param lastModified when it was last modified, or null if the archive does not tell
 */
public record ArchiveEntry(
    String name, long size, long compressedSize, @Nullable Instant lastModified) {
  /** Checks that it has a name. */
  public ArchiveEntry {
    Objects.requireNonNull(name, "name");
  }

  /** Whether it is a directory. */
  public boolean directory() {
    return name.endsWith("/");
  }
}
