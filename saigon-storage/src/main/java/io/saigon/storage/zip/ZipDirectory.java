package io.saigon.storage.zip;

import static io.saigon.storage.zip.ZipEnd.u16;
import static io.saigon.storage.zip.ZipEnd.u32;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the central directory (APPNOTE 4.3.12) and checks that entries do not overlap. */
public final class ZipDirectory {
  private static final int SIGNATURE = 0x02014b50;
  private static final int HEADER = 46;
  private static final int LOCAL_HEADER = 30;
  // Bounds the memory of the directory: most entries need a third of it.
  private static final int BYTES_PER_ENTRY = 320;
  private static final int ALWAYS_ALLOWED = 1 << 20;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int UNIX = 3;
  private static final int DARWIN = 19;
  private static final int LINK = 0120000;
  private static final int TYPE = 0170000;

  private ZipDirectory() {}

  /** Reads all entries in the directory's order. */
  public static List<ZipEntry> read(ArchiveBytes archive, int maxEntries) {
    ZipEnd end = ZipEnd.read(archive);
    long maxBytes =
        Math.min(LARGEST_ARRAY, Math.max(ALWAYS_ALLOWED, (long) maxEntries * BYTES_PER_ENTRY));
    if (end.entries() > maxEntries || end.directorySize() > maxBytes) {
      throw tooMany(end, "a directory of " + end.directorySize() + " bytes", maxEntries);
    }
    if (end.entries() * HEADER > end.directorySize()) {
      throw corrupt("has fewer entries than its end record says");
    }
    ByteBuffer directory = archive.read(end.directoryStart(), (int) end.directorySize());
    List<ZipEntry> entries = new ArrayList<>((int) end.entries());
    long nameBytes = 0;
    while (directory.hasRemaining()) {
      ZipEntry entry = entry(directory, end);
      entries.add(entry);
      if (entries.size() > end.entries()) {
        throw corrupt("has more entries than its end record says");
      }
      // A name of an old code page takes three times as many bytes as path as in the directory.
      nameBytes += entry.name().getBytes(StandardCharsets.UTF_8).length;
      if (nameBytes > maxBytes) {
        throw tooMany(end, "names of " + nameBytes + " bytes or more", maxEntries);
      }
    }
    if (entries.size() != end.entries()) {
      throw corrupt("has fewer entries than its end record says");
    }
    return checkOverlaps(entries, end.directoryStart());
  }

  private static ZipEntry entry(ByteBuffer directory, ZipEnd end) {
    int at = directory.position();
    if (directory.remaining() < HEADER || directory.getInt(at) != SIGNATURE) {
      throw corrupt("has a damaged directory");
    }
    int nameLength = u16(directory, at + 28);
    int extraLength = u16(directory, at + 30);
    int length = HEADER + nameLength + extraLength + u16(directory, at + 32);
    if (directory.remaining() < length) {
      throw corrupt("has a damaged directory");
    }
    directory.position(at + length);
    ByteBuffer rawName = directory.slice(at + HEADER, nameLength);
    ZipExtra extra = ZipExtra.parse(directory.slice(at + HEADER + nameLength, extraLength));
    int flags = u16(directory, at + 8);
    String name = ZipNames.decode(rawName, flags, extra);
    long size = extra.wide(u32(directory, at + 24), name);
    long compressed = extra.wide(u32(directory, at + 20), name);
    long offset = extra.wide(u32(directory, at + 42), name);
    int disk = u16(directory, at + 34);
    if (disk != 0 && disk != 0xffff) {
      throw ArchiveFailures.entry(Reason.UNSUPPORTED, name, "is in another part of the archive");
    }
    if (size < 0 || compressed < 0 || offset < 0 || offset > end.directoryStart() - end.base()) {
      throw ArchiveFailures.entry(Reason.CORRUPT, name, "has a size or a place that cannot be");
    }
    return new ZipEntry(
        name,
        rawName,
        flags,
        u16(directory, at + 10),
        u32(directory, at + 16),
        compressed,
        size,
        offset + end.base(),
        end.directoryStart(),
        unixMode(directory.get(at + 5) & 0xff, directory.getInt(at + 38)),
        extra.lastModified(u16(directory, at + 14), u16(directory, at + 12)));
  }

  // Other systems may use the upper half for anything, but a link from any system is taken as one.
  private static int unixMode(int madeBy, int externalAttributes) {
    int mode = externalAttributes >>> 16;
    boolean trusted = madeBy == UNIX || madeBy == DARWIN || (mode & TYPE) == LINK;
    return trusted ? mode : 0;
  }

  private static List<ZipEntry> checkOverlaps(List<ZipEntry> entries, long directoryStart) {
    List<Integer> order = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong((Integer i) -> entries.get(i).start()).reversed());
    long next = directoryStart;
    for (int i : order) {
      ZipEntry entry = entries.get(i);
      long least = LOCAL_HEADER + entry.rawName().remaining() + entry.compressedSize();
      if (least < 0 || entry.start() > next - least) {
        throw ArchiveFailures.entry(
            next == directoryStart ? Reason.CORRUPT : Reason.OVERLAP,
            entry.name(),
            "reaches into what comes after it; the archive is damaged or a bomb");
      }
      entries.set(i, entry.endingAt(next));
      next = entry.start();
    }
    return List.copyOf(entries);
  }

  private static ArchiveException tooMany(ZipEnd end, String what, int maxEntries) {
    return ArchiveFailures.of(
        Reason.TOO_MANY_ENTRIES,
        "The archive has %d entries with %s, more than the limit of %d entries allows; raise UnzipLimits.maxEntries if you trust it"
            .formatted(end.entries(), what, maxEntries));
  }

  private static ArchiveException corrupt(String what) {
    return ArchiveFailures.of(Reason.CORRUPT, "The archive " + what + "; upload it again");
  }
}
