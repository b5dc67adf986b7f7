package io.saigon.storage.zip;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import java.nio.ByteBuffer;

/**
 * The end of central directory record, and Zip64's (APPNOTE 4.3.14 to 4.3.16).
 *
 * @param directoryStart position of the central directory
 * @param directorySize its bytes
 * @param entries entries that it should have
 * @param base bytes before the archive, by which all offsets in it are too small
 */
public record ZipEnd(long directoryStart, long directorySize, long entries, long base) {
  static final int SIZE = 22;
  static final int TAIL = SIZE + 0xffff;

  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int SIGNATURE = 0x06054b50;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_SIZE = 20;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int END64_SIZE = 56;
  // Signature and the size field itself, which the size does not count.
  private static final int END64_UNCOUNTED = 12;

  static ZipEnd read(ArchiveBytes archive) {
    int length = (int) Math.min(archive.size(), TAIL);
    long tailStart = archive.size() - length;
    ByteBuffer tail = archive.read(tailStart, length);
    int at = find(tail);
    if (at >= 0) {
      return parse(archive, tail.slice(at, SIZE).order(tail.order()), tailStart + at);
    }
    if (archive.size() >= 4 && archive.read(0, 4).getInt(0) == LOCAL_SIGNATURE) {
      throw ArchiveFailures.of(
          Reason.TRUNCATED,
          "The archive begins as a zip does but has no end: it was cut off, or something was"
              + " appended to it; upload it again");
    }
    throw ArchiveFailures.of(
        Reason.NOT_AN_ARCHIVE, "This is not a zip archive; check its name and what was uploaded");
  }

  // Some tools use the last apparent record, others the first whose comment reaches the end of the
  // file. If these differ, the archive has two contents.
  private static int find(ByteBuffer tail) {
    int padding = paddingStart(tail);
    int found = -1;
    boolean later = false;
    for (int at = tail.limit() - SIZE; at >= 0; at--) {
      if (tail.getInt(at) != SIGNATURE) {
        continue;
      }
      int end = at + SIZE + u16(tail, at + 20);
      if (end >= padding && end <= tail.limit()) {
        if (later) {
          throw severalEnds();
        }
        found = at;
      }
      later = true;
    }
    return found;
  }

  // Tools that write blocks fill the last one up, mostly with zeros; equal bytes hide nothing.
  private static int paddingStart(ByteBuffer tail) {
    int start = tail.limit();
    while (start > 0 && tail.get(start - 1) == tail.get(tail.limit() - 1)) {
      start--;
    }
    return start;
  }

  private static ZipEnd parse(ArchiveBytes archive, ByteBuffer end, long position) {
    if (u16(end, 4) != u16(end, 6) || u16(end, 8) != u16(end, 10)) {
      throw severalDisks();
    }
    if (position >= LOCATOR_SIZE) {
      ByteBuffer locator = archive.read(position - LOCATOR_SIZE, LOCATOR_SIZE);
      if (locator.getInt(0) == LOCATOR_SIGNATURE) {
        return parse64(archive, end, locator, position - LOCATOR_SIZE);
      }
    }
    if (u16(end, 4) != 0) {
      throw severalDisks();
    }
    return of(position, u32(end, 12), u32(end, 16), u16(end, 10));
  }

  private static ZipEnd parse64(
      ArchiveBytes archive, ByteBuffer end, ByteBuffer locator, long locatorAt) {
    if (u32(locator, 4) != 0 || u32(locator, 16) > 1) {
      throw severalDisks();
    }
    // With bytes before the archive the located position is too small, and the record is at its
    // usual place just before the locator, which is where some tools look first.
    long located = locator.getLong(8);
    long usual = locatorAt - END64_SIZE;
    boolean isLocated = isEnd64(archive, located, usual);
    if (isLocated && located != usual && isEnd64(archive, usual, usual)) {
      throw severalEnds();
    }
    if (!isLocated && !isEnd64(archive, usual, usual)) {
      throw ArchiveFailures.of(
          Reason.CORRUPT, "The archive's Zip64 end record is missing; upload it again");
    }
    long at = isLocated ? located : usual;
    ByteBuffer end64 = archive.read(at, END64_SIZE);
    if (end64.getLong(4) != locatorAt - at - END64_UNCOUNTED) {
      throw ArchiveFailures.of(
          Reason.CORRUPT, "The archive's Zip64 end record has a wrong size; upload it again");
    }
    if (u32(end64, 16) != 0 || u32(end64, 20) != 0 || end64.getLong(24) != end64.getLong(32)) {
      throw severalDisks();
    }
    long entries = end64.getLong(32);
    long size = end64.getLong(40);
    long offset = end64.getLong(48);
    // Some tools read the one record, others the other.
    if (differs(u16(end, 10), 0xffff, entries)
        || differs(u32(end, 12), 0xffffffffL, size)
        || differs(u32(end, 16), 0xffffffffL, offset)) {
      throw severalEnds();
    }
    return of(at, size, offset, entries);
  }

  private static boolean isEnd64(ArchiveBytes archive, long at, long most) {
    return at >= 0 && at <= most && archive.read(at, END64_SIZE).getInt(0) == END64_SIGNATURE;
  }

  private static boolean differs(long value, long wide, long value64) {
    return value != wide && value != value64;
  }

  private static ZipEnd of(long directoryEnd, long size, long offset, long entries) {
    long start = directoryEnd - size;
    long base = start - offset;
    if (size < 0 || offset < 0 || entries < 0 || start < 0 || base < 0) {
      throw ArchiveFailures.of(
          Reason.CORRUPT,
          "The archive's end record points outside of it; was its beginning cut off?");
    }
    return new ZipEnd(start, size, entries, base);
  }

  private static ArchiveException severalEnds() {
    return ArchiveFailures.of(
        Reason.CORRUPT,
        "The archive has two end records, so that tools differ in what it holds; do not trust it");
  }

  private static ArchiveException severalDisks() {
    return ArchiveFailures.of(
        Reason.UNSUPPORTED, "The archive is one part of several; join them to one archive first");
  }

  static int u16(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xffff;
  }

  static long u32(ByteBuffer bytes, int at) {
    return bytes.getInt(at) & 0xffffffffL;
  }
}
