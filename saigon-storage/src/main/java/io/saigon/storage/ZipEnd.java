package io.saigon.storage;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import java.nio.ByteBuffer;

/**
 * Where the central directory is; read from an archive's end (APPNOTE 4.3.14 to 4.3.16).
 *
 * @param directoryStart position of the central directory
 * @param directorySize its bytes
 * @param entries entries that it should have
 * @param base bytes before the archive, by which all offsets in it are too small
 */
record ZipEnd(long directoryStart, long directorySize, long entries, long base) {
  static final int SIZE = 22;
  static final int TAIL = SIZE + 0xffff;

  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int SIGNATURE = 0x06054b50;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_SIZE = 20;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int END64_SIZE = 56;

  static ZipEnd read(ArchiveBytes archive) {
    int length = (int) Math.min(archive.size(), TAIL);
    long tailStart = archive.size() - length;
    ByteBuffer tail = archive.read(tailStart, length);
    for (int at = length - SIZE; at >= 0; at--) {
      if (tail.getInt(at) == SIGNATURE && at + SIZE + u16(tail, at + 20) == length) {
        return parse(archive, tail, at, tailStart + at);
      }
    }
    if (archive.size() >= 4 && archive.read(0, 4).getInt(0) == LOCAL_SIGNATURE) {
      throw ArchiveFailures.of(
          Reason.TRUNCATED,
          "The archive begins as a zip does but has no end: it was cut off, or something was"
              + " appended to it; upload it again");
    }
    throw ArchiveFailures.of(Reason.NOT_AN_ARCHIVE, "This is not a zip archive");
  }

  private static ZipEnd parse(ArchiveBytes archive, ByteBuffer tail, int at, long position) {
    if (u16(tail, at + 4) != u16(tail, at + 6) || u16(tail, at + 8) != u16(tail, at + 10)) {
      throw severalDisks();
    }
    long entries = u16(tail, at + 10);
    long size = u32(tail, at + 12);
    long offset = u32(tail, at + 16);
    boolean saturated = entries == 0xffff || size == 0xffffffffL || offset == 0xffffffffL;
    if (saturated && position >= LOCATOR_SIZE) {
      ByteBuffer locator = archive.read(position - LOCATOR_SIZE, LOCATOR_SIZE);
      if (locator.getInt(0) == LOCATOR_SIGNATURE) {
        return parse64(archive, locator, position - LOCATOR_SIZE);
      }
    }
    if (u16(tail, at + 4) != 0) {
      throw severalDisks();
    }
    return of(position, size, offset, entries);
  }

  private static ZipEnd parse64(ArchiveBytes archive, ByteBuffer locator, long locatorAt) {
    if (u32(locator, 4) != 0 || u32(locator, 16) > 1) {
      throw severalDisks();
    }
    // With bytes before the archive the located position is too small, and the record is at its
    // usual place just before the locator.
    for (long at : new long[] {locator.getLong(8), locatorAt - END64_SIZE}) {
      if (at < 0 || at > locatorAt - END64_SIZE) {
        continue;
      }
      ByteBuffer end = archive.read(at, END64_SIZE);
      if (end.getInt(0) == END64_SIGNATURE) {
        if (u32(end, 16) != 0 || u32(end, 20) != 0 || end.getLong(24) != end.getLong(32)) {
          throw severalDisks();
        }
        return of(at, end.getLong(40), end.getLong(48), end.getLong(32));
      }
    }
    throw ArchiveFailures.of(
        Reason.CORRUPT, "The archive's Zip64 end record is missing; upload it again");
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
