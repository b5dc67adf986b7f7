package io.saigon.storage;

import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.storage.UnzipOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What will be written, checked as a whole before the first byte is.
 *
 * @param root directory that everything goes to
 * @param files in the archive's order
 * @param directories parents before their children
 * @param totalBytes bytes of all files
 */
record UnzipPlan(Path root, List<Item> files, List<Path> directories, long totalBytes) {
  // Below this a bomb does no harm, and honest text is often this dense.
  private static final long RATIO_FLOOR = 1 << 20;

  /**
   * A file to be written.
   *
   * @param relative its path in the directory
   * @param file its path
   */
  record Item(ZipEntry entry, Path relative, Path file) {}

  static UnzipPlan of(List<ZipEntry> entries, long archiveSize, Path root, UnzipOptions options)
      throws IOException {
    UnzipLimits limits = options.limits();
    EntryNames names = new EntryNames(limits, options.portableNames());
    EntryTree tree = new EntryTree(names.portable());
    List<Item> files = new ArrayList<>();
    long total = 0;
    for (ZipEntry entry : entries) {
      List<String> parts = names.parts(entry.name());
      String joined = String.join("/", parts);
      checkKind(entry);
      tree.add(entry.name(), joined, entry.directory());
      Path relative = path(root, joined, parts.size(), entry.name());
      if (!entry.directory()) {
        files.add(new Item(entry, relative, root.resolve(relative)));
      }
      checkRatio(entry, limits);
      total += entry.size();
      if (total < 0 || total > limits.maxBytes()) {
        throw ArchiveFailures.of(
            Reason.TOO_LARGE,
            "The archive's files have more than %d bytes together; raise UnzipLimits.maxBytes if you trust it"
                .formatted(limits.maxBytes()));
      }
    }
    if (total > RATIO_FLOOR && total / limits.maxRatio() > archiveSize) {
      throw ArchiveFailures.of(
          Reason.RATIO,
          "The archive's files are more than %d times larger than it; raise UnzipLimits.maxRatio if you trust it"
              .formatted(limits.maxRatio()));
    }
    DiskSpace.require(root, total);
    return new UnzipPlan(
        root, files, tree.directories().stream().map(root::resolve).toList(), total);
  }

  /** Fails for what cannot be extracted, whatever its name. */
  static void checkKind(ZipEntry entry) {
    if (entry.encrypted()) {
      throw ArchiveFailures.entry(
          Reason.ENCRYPTED, entry.name(), "is encrypted, which is not supported");
    }
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

  private static Path path(Path root, String joined, int parts, String name) {
    Path path;
    try {
      path = root.getFileSystem().getPath(joined);
    } catch (InvalidPathException e) {
      throw ArchiveFailures.entry(
          Reason.UNSAFE_NAME,
          name,
          "has a name that this system cannot write; run with a UTF-8 locale, such as LC_ALL=C.UTF-8");
    }
    // The rules above make this true; it stands here for the day they do not.
    if (path.isAbsolute() || path.getNameCount() != Math.max(1, parts)) {
      throw ArchiveFailures.entry(Reason.PATH_ESCAPE, name, "leads out of the directory");
    }
    return path;
  }
}
