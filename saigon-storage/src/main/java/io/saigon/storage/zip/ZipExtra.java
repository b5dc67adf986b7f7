package io.saigon.storage.zip;

import io.saigon.api.storage.ArchiveException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Extra fields of an entry in the central directory (APPNOTE 4.5). */
final class ZipExtra {
  private static final int ZIP64 = 0x0001;
  private static final int NTFS = 0x000a;
  private static final int EXTENDED_TIMESTAMP = 0x5455;
  private static final int UNICODE_PATH = 0x7075;
  // 1601-01-01, from which NTFS counts 100 ns steps.
  private static final long NTFS_EPOCH_SECONDS = -11_644_473_600L;
  private static final long NTFS_STEPS_PER_SECOND = 10_000_000L;

  private @Nullable ByteBuffer zip64;
  private @Nullable ByteBuffer unicodePath;
  private @Nullable Instant lastModified;

  private ZipExtra() {}

  static ZipExtra parse(ByteBuffer fields) {
    fields.order(ByteOrder.LITTLE_ENDIAN);
    ZipExtra extra = new ZipExtra();
    // What is left when fields do not fill the space is padding, as zipalign makes it.
    while (fields.remaining() >= 4) {
      int id = fields.getShort() & 0xffff;
      int length = fields.getShort() & 0xffff;
      if (length > fields.remaining()) {
        break;
      }
      extra.take(id, fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN));
      fields.position(fields.position() + length);
    }
    return extra;
  }

  private void take(int id, ByteBuffer field) {
    if (id == ZIP64 && zip64 == null) {
      zip64 = field;
    } else if (id == UNICODE_PATH && field.remaining() > 5 && field.get(0) == 1) {
      unicodePath = field;
    } else if (id == EXTENDED_TIMESTAMP && field.remaining() >= 5 && (field.get(0) & 1) != 0) {
      lastModified = Instant.ofEpochSecond(field.getInt(1));
    } else if (id == NTFS && lastModified == null && field.remaining() >= 32) {
      lastModified = ntfs(field);
    }
  }

  private static @Nullable Instant ntfs(ByteBuffer field) {
    long steps = field.getLong(8);
    boolean isTimes = field.getShort(4) == 1 && steps > 0;
    return isTimes
        ? Instant.ofEpochSecond(
            NTFS_EPOCH_SECONDS + steps / NTFS_STEPS_PER_SECOND, steps % NTFS_STEPS_PER_SECOND * 100)
        : null;
  }

  /** Returns the value, or the next one of the Zip64 field if it is the mark for that. */
  long wide(long value, String name) {
    if (value != 0xffffffffL) {
      return value;
    }
    if (zip64 == null || zip64.remaining() < 8) {
      throw ArchiveFailures.entry(Reason.CORRUPT, name, "lacks its Zip64 sizes");
    }
    return zip64.getLong();
  }

  /** Returns the Unicode path field: version, CRC of the raw name, name in UTF-8; null if none. */
  @Nullable ByteBuffer unicodePath() {
    return unicodePath;
  }

  @Nullable Instant lastModified(int dosDate, int dosTime) {
    if (lastModified != null) {
      return lastModified;
    }
    try {
      // DOS times have no zone and are local by convention.
      return LocalDateTime.of(
              1980 + (dosDate >> 9),
              dosDate >> 5 & 15,
              dosDate & 31,
              dosTime >> 11,
              dosTime >> 5 & 63,
              (dosTime & 31) * 2)
          .atZone(ZoneId.systemDefault())
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
