package io.saigon.storage.archive;

import io.saigon.api.storage.UnzipOptions;
import io.saigon.storage.download.ByteRange;
import io.saigon.storage.download.RangeTarget;
import io.saigon.storage.download.Transfer;
import io.saigon.storage.file.FileChannels;
import io.saigon.storage.file.LocalFailures;
import io.saigon.storage.file.TemporaryDirectory;
import io.saigon.storage.zip.ArchiveBytes;
import io.saigon.storage.zip.LocalArchive;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** An archive of which a temporary file holds some ranges. Blocks. */
final class PartialArchive implements ArchiveBytes {
  private final TemporaryDirectory directory;
  private final LocalArchive local;
  private final long archiveSize;
  private final NavigableMap<Long, ByteRange> ranges = new TreeMap<>();

  private PartialArchive(
      TemporaryDirectory directory, LocalArchive local, long archiveSize, List<ByteRange> ranges) {
    this.directory = directory;
    this.local = local;
    this.archiveSize = archiveSize;
    ranges.forEach(range -> this.ranges.put(range.start(), range));
  }

  /** Creates the file for the ranges, which are known to fit the disk. */
  static PartialArchive create(
      Vertx vertx, long archiveSize, List<ByteRange> ranges, UnzipOptions options) {
    TemporaryDirectory directory = TemporaryDirectory.create(vertx, options.download().directory());
    Path file = directory.path().resolve("parts");
    try {
      LocalArchive local =
          new LocalArchive(file, FileChannels.create(file), EntryRanges.total(ranges));
      return new PartialArchive(directory, local, archiveSize, ranges);
    } catch (IOException e) {
      directory.deleteNow();
      throw LocalFailures.of(e, file);
    }
  }

  Transfer.Target target(ByteRange range) {
    return new RangeTarget(local.channel(), local.file(), range, bytes -> {});
  }

  @Override
  public long size() {
    return archiveSize;
  }

  @Override
  public void read(long position, ByteBuffer into) {
    ByteRange range = ranges.floorEntry(position).getValue();
    local.read(range.fileOffset() + position - range.start(), into);
  }

  void delete() {
    local.close();
    directory.deleteNow();
  }
}
