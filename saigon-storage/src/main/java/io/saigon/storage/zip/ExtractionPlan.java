package io.saigon.storage.zip;

import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.storage.UnzipOptions;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files and directories of an extraction, checked as a whole before the first byte is written.
 *
 * @param files in the archive's order
 * @param directories parents before their children
 * @param totalBytes bytes of all files' content
 * @param diskBytes bytes of the disk that files and directories take
 */
public record ExtractionPlan(
    List<PlannedFile> files, List<EntryTree.Node> directories, long totalBytes, long diskBytes) {
  // The space that a file or directory takes beside its content.
  private static final int BLOCK = 4096;
  // A smaller bomb does no harm, and harmless text is often this dense.
  private static final long RATIO_FLOOR = 1 << 20;

  /**
   * A file to be written.
   *
   * @param relative its path in the directory
   */
  record PlannedFile(ZipEntry entry, Path relative) {}

  static ExtractionPlan of(
      List<ZipEntry> entries, long archiveSize, FileSystem fileSystem, UnzipOptions options) {
    UnzipLimits limits = options.limits();
    EntryNames names = new EntryNames(limits, options.portableNames());
    EntryTree tree = new EntryTree(names.portable(), limits.maxEntries());
    List<PlannedFile> files = new ArrayList<>();
    long total = 0;
    for (ZipEntry entry : entries) {
      List<String> parts = names.parts(entry.name());
      checkKind(entry);
      tree.add(entry.name(), parts, entry.directory());
      Path relative = path(fileSystem, parts, entry.name());
      if (!entry.directory()) {
        files.add(new PlannedFile(entry, relative));
      }
      checkRatio(entry, limits);
      if (entry.size() > limits.maxBytes() - total - blocks(tree)) {
        throw ArchiveFailures.of(
            Reason.TOO_LARGE,
            "The archive's files have more than %d bytes together, with %d for each file and directory; raise UnzipLimits.maxBytes if you trust it"
                .formatted(limits.maxBytes(), BLOCK));
      }
      total += entry.size();
    }
    if (total > RATIO_FLOOR && total / limits.maxRatio() > archiveSize) {
      throw ArchiveFailures.of(
          Reason.RATIO,
          "The archive's files are more than %d times larger than it; raise UnzipLimits.maxRatio if you trust it"
              .formatted(limits.maxRatio()));
    }
    return new ExtractionPlan(files, tree.directories(), total, total + blocks(tree));
  }

  private static long blocks(EntryTree tree) {
    return (long) tree.size() * BLOCK;
  }

  /** Fails for what cannot be extracted, whatever its name. */
  public static void checkKind(ZipEntry entry) {
    checkFlags(entry, entry.flags());
    if (entry.special()) {
      throw ArchiveFailures.entry(
          Reason.LINK, entry.name(), "is a link or a device; do not trust this archive");
    }
    if (entry.method() != ZipEntry.STORED && entry.method() != ZipEntry.DEFLATED) {
      throw ArchiveFailures.entry(
          Reason.UNSUPPORTED,
          entry.name(),
          "uses compression method %d; only stored (0) and deflate (8) are supported"
              .formatted(entry.method()));
    }
    if (entry.contradictory() || (entry.directory() && entry.size() != 0)) {
      throw ArchiveFailures.entry(
          Reason.CORRUPT, entry.name(), "is a file by one sign and a directory by another");
    }
    if (entry.method() == ZipEntry.STORED && entry.size() != entry.compressedSize()) {
      throw ArchiveFailures.entry(
          Reason.SIZE_MISMATCH, entry.name(), "is not compressed but has two different sizes");
    }
  }

  /** Fails for flags, of the directory or of the entry's own header, that are not supported. */
  static void checkFlags(ZipEntry entry, int flags) {
    if (ZipEntry.encrypted(flags)) {
      throw ArchiveFailures.entry(
          Reason.ENCRYPTED, entry.name(), "is encrypted, which is not supported");
    }
    if (ZipEntry.patched(flags)) {
      throw ArchiveFailures.entry(
          Reason.UNSUPPORTED,
          entry.name(),
          "has compressed patched data, which is not supported; store the file itself");
    }
  }

  private static void checkRatio(ZipEntry entry, UnzipLimits limits) {
    if (entry.size() > RATIO_FLOOR
        && entry.size() / limits.maxRatio() > Math.max(1, entry.compressedSize())) {
      throw ArchiveFailures.entry(
          Reason.RATIO,
          entry.name(),
          "is more than %d times larger than its part of the archive; raise UnzipLimits.maxRatio if you trust it"
              .formatted(limits.maxRatio()));
    }
  }

  private static Path path(FileSystem fileSystem, List<String> parts, String name) {
    Path path;
    try {
      path = fileSystem.getPath(String.join("/", parts));
    } catch (InvalidPathException e) {
      throw ArchiveFailures.entry(
          Reason.UNSAFE_NAME,
          name,
          "has a name that this system cannot write; run with a UTF-8 locale, such as LC_ALL=C.UTF-8");
    }
    // Follows from the checks of the name; a second line of defence.
    if (path.isAbsolute() || path.getNameCount() != Math.max(1, parts.size())) {
      throw ArchiveFailures.entry(Reason.PATH_ESCAPE, name, "leads out of the directory");
    }
    return path;
  }
}
