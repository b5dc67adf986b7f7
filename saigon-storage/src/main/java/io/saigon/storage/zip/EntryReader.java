package io.saigon.storage.zip;

import static io.saigon.storage.zip.ZipEnd.u16;
import static io.saigon.storage.zip.ZipEnd.u32;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the content of one entry after the other and verifies its size and checksum. For one thread
 * at a time.
 */
public final class EntryReader implements AutoCloseable {
  private static final int SIGNATURE = 0x04034b50;
  private static final int HEADER = 30;

  private final ArchiveBytes archive;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final ByteBuffer input;
  private ZipEntry entry;
  private long position;
  private long compressedLeft;
  private long sizeLeft;

  public EntryReader(ArchiveBytes archive, ZipEntry first, ByteBuffer input) {
    this.archive = archive;
    this.input = input.order(ByteOrder.LITTLE_ENDIAN);
    this.entry = first;
    open(first);
  }

  /** Begins an entry. */
  void open(ZipEntry next) {
    entry = next;
    inflater.reset();
    crc.reset();
    // The header and, of a small entry, the content as well in one read.
    long most = HEADER + next.rawName().remaining() + next.compressedSize() + 64;
    int length = (int) Math.min(Math.min(most, input.capacity()), next.end() - next.start());
    position = next.start();
    compressedLeft = length;
    fill(length);
    int nameLength = checkHeader(next, length);
    int dataAt = HEADER + nameLength + u16(input, 28);
    if (dataAt + next.compressedSize() > next.end() - next.start()) {
      throw failure(Reason.OVERLAP, "reaches into what comes after it");
    }
    compressedLeft = next.compressedSize();
    sizeLeft = next.size();
    position = next.start() + dataAt;
    if (dataAt < length) {
      input.position(dataAt).limit((int) Math.min(length, dataAt + compressedLeft));
      position += input.remaining();
      compressedLeft -= input.remaining();
    } else {
      input.limit(0);
    }
    // Once for the entry: the inflater takes the refilled buffer as well.
    inflater.setInput(input);
  }

  private int checkHeader(ZipEntry next, int length) {
    int nameLength = next.rawName().remaining();
    if (length < HEADER + nameLength || input.getInt(0) != SIGNATURE) {
      throw failure(Reason.CORRUPT, "is not where the directory says; the archive is damaged");
    }
    // Other tools use these flags, whatever the central directory says.
    ExtractionPlan.checkFlags(next, u16(input, 6));
    ByteBuffer name = input.slice(HEADER, nameLength);
    boolean sameSizes =
        next.hasDescriptor()
            || (u32(input, 14) == next.crc()
                && agrees(u32(input, 18), next.compressedSize())
                && agrees(u32(input, 22), next.size()));
    boolean same =
        u16(input, 26) == nameLength
            && name.equals(next.rawName())
            && u16(input, 8) == next.method()
            && sameSizes;
    if (!same) {
      throw failure(
          Reason.CORRUPT, "has one name or size in the directory and another in its own header");
    }
    return nameLength;
  }

  private static boolean agrees(long local, long central) {
    return local == central || local == 0xffffffffL;
  }

  private void fill(int length) {
    input.clear().limit(length);
    archive.read(position, input);
    input.flip();
  }

  /** Returns the position in the archive that it reads next. */
  public long position() {
    return position;
  }

  /** Fills the buffer as far as the content reaches; returns false when there is no more. */
  public boolean read(ByteBuffer output) {
    int start = output.position();
    while (output.hasRemaining()) {
      if (!input.hasRemaining() && compressedLeft > 0) {
        int length = (int) Math.min(input.capacity(), compressedLeft);
        fill(length);
        position += length;
        compressedLeft -= length;
      }
      int before = output.position();
      boolean finished = isStored() ? copy(output) : inflate(output);
      sizeLeft -= output.position() - before;
      if (sizeLeft < 0) {
        throw failure(Reason.SIZE_MISMATCH, "is longer than the archive says");
      }
      if (finished) {
        crc.update(output.duplicate().flip().position(start));
        finish();
        return false;
      }
    }
    crc.update(output.duplicate().flip().position(start));
    return true;
  }

  // Some tools mark an empty file as deflated and store nothing for it.
  private boolean isStored() {
    return entry.method() == ZipEntry.STORED || entry.compressedSize() == 0;
  }

  private boolean copy(ByteBuffer output) {
    int count = Math.min(output.remaining(), input.remaining());
    output.put(input.duplicate().limit(input.position() + count));
    input.position(input.position() + count);
    return !input.hasRemaining() && compressedLeft == 0;
  }

  private boolean inflate(ByteBuffer output) {
    try {
      int count = inflater.inflate(output);
      if (inflater.finished()) {
        return true;
      }
      boolean truncated = count == 0 && !input.hasRemaining() && compressedLeft == 0;
      if (truncated || inflater.needsDictionary()) {
        throw failure(Reason.CORRUPT, "ends in the middle of its compressed data");
      }
      return false;
    } catch (DataFormatException e) {
      throw failure(Reason.CORRUPT, "has damaged compressed data");
    }
  }

  private void finish() {
    if (sizeLeft > 0) {
      throw failure(Reason.SIZE_MISMATCH, "is shorter than the archive says");
    }
    if (input.hasRemaining() || compressedLeft > 0) {
      throw failure(Reason.CORRUPT, "has bytes after the end of its compressed data");
    }
    if (crc.getValue() != entry.crc()) {
      throw failure(Reason.CHECKSUM_MISMATCH, "is damaged: its checksum is wrong");
    }
  }

  private ArchiveException failure(Reason reason, String message) {
    return ArchiveFailures.entry(reason, entry.name(), message);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
