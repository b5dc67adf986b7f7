package io.saigon.api.storage;

import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;

/**
 * Limits of an archive's content. An archive beyond one of them fails with {@link ArchiveException}
 * before a file is written. They bound disk and memory also where the archive's own sizes are
 * false.
 *
 * @param maxBytes bytes that files and directories may take together, each file counted with its
 *     size and, as each directory, with a block of 4 KiB; above 0. An archive that is fetched may
 *     have as many bytes itself, which are on the disk as well until it is extracted
 * @param maxEntries files and directories together, those directories included that only the names
 *     of others imply; above 0. The archive's directory may have 320 bytes for each, and 1 MiB in
 *     any case
 * @param maxRatio how many times larger than the archive the files together may be, and each file
 *     than its part of the archive; above 0. Not applied below 1 MiB, where small texts compress
 *     well and a bomb does no harm. Deflate reaches 1032
 * @param maxNameBytes bytes of a path in UTF-8; above 0. A part of it has at most 255, the limit of
 *     file systems
 * @param maxDepth parts of a path; above 0
 */
public record UnzipLimits(
    long maxBytes, int maxEntries, int maxRatio, int maxNameBytes, int maxDepth) {
  private static final UnzipLimits DEFAULTS = new UnzipLimits(4L << 30, 100_000, 200, 1024, 32);

  /**
   * Creates limits, and checks that all are above 0.
   *
   * @param maxBytes bytes that files and directories may take together, each file counted with its
   *     size and, as each directory, with a block of 4 KiB
   * @param maxEntries files and directories together, those directories included that only the
   *     names of others imply
   * @param maxRatio how many times larger than the archive the files together may be, and each file
   *     than its part of the archive
   * @param maxNameBytes bytes of a path in UTF-8
   * @param maxDepth parts of a path
   * @throws IllegalArgumentException if one is not above 0
   */
  public UnzipLimits {
    check(maxBytes, "maxBytes");
    check(maxEntries, "maxEntries");
    check(maxRatio, "maxRatio");
    check(maxNameBytes, "maxNameBytes");
    check(maxDepth, "maxDepth");
  }

  /**
   * Returns the default limits.
   *
   * @return 4 GiB, 100,000 files and directories, ratio 200, paths of 1024 bytes and 32 parts
   */
  public static UnzipLimits defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these limits with another one of bytes.
   *
   * @param maxBytes bytes that files and directories may take together; above 0
   * @return the new limits
   */
  public UnzipLimits withMaxBytes(long maxBytes) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  /**
   * Returns these limits with another one of files and directories.
   *
   * @param maxEntries files and directories together; above 0
   * @return the new limits
   */
  public UnzipLimits withMaxEntries(int maxEntries) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  /**
   * Returns these limits with another one of the ratio.
   *
   * @param maxRatio how many times larger than the archive its files may be; above 0
   * @return the new limits
   */
  public UnzipLimits withMaxRatio(int maxRatio) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  /**
   * Returns these limits with another one of the length of paths.
   *
   * @param maxNameBytes bytes of a path in UTF-8; above 0
   * @return the new limits
   */
  public UnzipLimits withMaxNameBytes(int maxNameBytes) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  /**
   * Returns these limits with another one of the depth of paths.
   *
   * @param maxDepth parts of a path; above 0
   * @return the new limits
   */
  public UnzipLimits withMaxDepth(int maxDepth) {
    return new UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth);
  }

  private static void check(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be above 0");
    }
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
  public static UnzipLimits fromJson(JsonObject json) {
    return RecordJson.read("The limits of archives", defaults(), json);
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
