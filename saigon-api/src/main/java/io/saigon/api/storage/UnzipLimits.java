package io.saigon.api.storage;

/**
 * What an archive may hold; more is an {@link ArchiveException}.
 *
 * @param maxBytes bytes of all files together
 * @param maxEntries files and directories
 * @param maxRatio how many times larger than the archive the files together may be, and each file
 *     than its part of the archive. Not applied below 1 MiB, where small texts compress well and a
 *     bomb does no harm. Deflate reaches 1032
 * @param maxNameBytes bytes of a path in UTF-8; a part of it has at most 255, as file systems want
 *     it
 * @param maxDepth parts of a path
 */
public record UnzipLimits(
    long maxBytes, int maxEntries, int maxRatio, int maxNameBytes, int maxDepth) {
  private static final UnzipLimits DEFAULTS = new UnzipLimits(4L << 30, 100_000, 200, 1024, 32);

  /** Checks that all are above 0. */
  public UnzipLimits {
    check(maxBytes, "maxBytes");
    check(maxEntries, "maxEntries");
    check(maxRatio, "maxRatio");
    check(maxNameBytes, "maxNameBytes");
    check(maxDepth, "maxDepth");
  }

  /** 4 GiB, 100,000 entries, ratio 200, names of 1024 bytes, 32 deep. */
  public static UnzipLimits defaults() {
    return DEFAULTS;
  }

  /** The same with another limit of all files together, in bytes. */
  public UnzipLimits withMaxBytes(long maxBytes) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  /** The same with another limit of entries. */
  public UnzipLimits withMaxEntries(int maxEntries) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  /** The same with another limit of the ratio. */
  public UnzipLimits withMaxRatio(int maxRatio) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  /** The same with another limit of a path, in bytes of UTF-8. */
  public UnzipLimits withMaxNameBytes(int maxNameBytes) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  /** The same with another limit of a path's parts. */
  public UnzipLimits withMaxDepth(int maxDepth) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  private static void check(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be above 0");
    }
  }
}
