package io.saigon.storage.zip;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the central directory.
 *
 * @param name as in the archive; not safe to use as a path
 * @param rawName the name's bytes, which the local header has to repeat
 * @param flags general purpose bit flag
 * @param start position of the local header
 * @param end position of the next entry or of the central directory
 * @param unixMode mode bits of Unix, or 0 if the archive has none
 */
public record ZipEntry(
    String name,
    ByteBuffer rawName,
    int flags,
    int method,
    long crc,
    long compressedSize,
    long size,
    long start,
    long end,
    int unixMode,
    @Nullable Instant lastModified) {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private static final int ENCRYPTED = 1;
  private static final int HAS_DESCRIPTOR = 1 << 3;
  private static final int PATCHED = 1 << 5;
  private static final int STRONGLY_ENCRYPTED = 1 << 6;
  private static final int MASKED = 1 << 13;
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int ANY_EXECUTE = 0111;

  public boolean directory() {
    return name.endsWith("/");
  }

  static boolean encrypted(int flags) {
    return (flags & (ENCRYPTED | STRONGLY_ENCRYPTED | MASKED)) != 0;
  }

  /** Returns whether the flags say that the content is a difference from another file. */
  static boolean patched(int flags) {
    return (flags & PATCHED) != 0;
  }

  boolean hasDescriptor() {
    return (flags & HAS_DESCRIPTOR) != 0;
  }

  boolean executable() {
    return (unixMode & ANY_EXECUTE) != 0 && !directory();
  }

  /** Returns whether it is neither a file nor a directory but a link, a device or a pipe. */
  boolean special() {
    int type = unixMode & TYPE;
    return type != 0 && type != REGULAR && type != DIRECTORY;
  }

  /** Returns whether it is a directory by its mode and a file by its name. */
  boolean contradictory() {
    return (unixMode & TYPE) == DIRECTORY && !directory();
  }

  ZipEntry endingAt(long end) {
    return new ZipEntry(
        name,
        rawName,
        flags,
        method,
        crc,
        compressedSize,
        size,
        start,
        end,
        unixMode,
        lastModified);
  }
}
