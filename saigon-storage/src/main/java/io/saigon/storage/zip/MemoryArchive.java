package io.saigon.storage.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** An archive of which some ranges are in memory; the others have to be fetched first. */
public final class MemoryArchive implements ArchiveBytes {
  /** A range that has to be fetched before the read is repeated. */
  public static final class MissingBytes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public final long position;
    public final int length;

    MissingBytes(long position, int length) {
      super("Bytes to be fetched", null, false, false);
      this.position = position;
      this.length = length;
    }
  }

  private final long size;
  private final NavigableMap<Long, ByteBuffer> ranges = new ConcurrentSkipListMap<>();

  public MemoryArchive(long size) {
    this.size = size;
  }

  /** Adds the bytes from 0 to the limit of a buffer. */
  public void add(long position, ByteBuffer bytes) {
    ranges.put(position, bytes);
  }

  public void clear() {
    ranges.clear();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer into) {
    into.put(read(position, into.remaining()));
  }

  // Without a copy: a directory can be as large as all else together.
  @Override
  public ByteBuffer read(long position, int length) {
    Map.Entry<Long, ByteBuffer> range = ranges.floorEntry(position);
    if (range == null || range.getKey() + range.getValue().limit() < position + length) {
      throw new MissingBytes(position, length);
    }
    return range
        .getValue()
        .slice((int) (position - range.getKey()), length)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
