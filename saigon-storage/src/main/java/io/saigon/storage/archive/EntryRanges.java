package io.saigon.storage.archive;

import io.saigon.storage.download.ByteRange;
import io.saigon.storage.zip.ArchiveFailures;
import io.saigon.storage.zip.ZipEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The byte ranges of an archive that hold chosen entries. */
final class EntryRanges {
  // Cheaper to fetch than another request.
  private static final long MAX_GAP = 64 << 10;
  // Local header, the longest extra field, and the descriptor behind the content.
  private static final long MAX_OVERHEAD = 30 + 0xffff + 24;

  private EntryRanges() {}

  /**
   * Returns the position after the last byte that an entry can take, which is mostly the start of
   * the next entry.
   */
  static long end(ZipEntry entry) {
    long most = entry.rawName().remaining() + entry.compressedSize() + MAX_OVERHEAD;
    return Math.min(entry.end(), entry.start() + most);
  }

  /**
   * Returns the ranges that hold the files among the entries, in the archive's order.
   *
   * @param maxBytes bytes of all ranges together, more of which are refused
   */
  static List<ByteRange> of(List<ZipEntry> entries, long maxBytes) {
    List<ByteRange> ranges = joined(entries, MAX_GAP);
    if (total(ranges) > maxBytes) {
      ranges = joined(entries, 0);
    }
    if (total(ranges) > maxBytes) {
      throw ArchiveFailures.tooLarge(maxBytes);
    }
    return ranges;
  }

  static long total(List<ByteRange> ranges) {
    return ranges.stream().mapToLong(ByteRange::length).sum();
  }

  private static List<ByteRange> joined(List<ZipEntry> entries, long maxGap) {
    List<ZipEntry> sorted = new ArrayList<>(entries);
    sorted.removeIf(ZipEntry::directory);
    sorted.sort(Comparator.comparingLong(ZipEntry::start));
    List<ByteRange> ranges = new ArrayList<>();
    for (ZipEntry entry : sorted) {
      ByteRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
      if (last != null && entry.start() - last.end() <= maxGap) {
        ranges.set(
            ranges.size() - 1,
            new ByteRange(last.start(), Math.max(last.end(), end(entry)), last.fileOffset()));
      } else {
        long offset = last == null ? 0 : last.fileOffset() + last.length();
        ranges.add(new ByteRange(entry.start(), end(entry), offset));
      }
    }
    return ranges;
  }
}
