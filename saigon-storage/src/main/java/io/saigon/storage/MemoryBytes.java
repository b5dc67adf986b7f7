package io.saigon.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Parts of an archive that are in memory; the others have to be fetched first. */
final class MemoryBytes implements ArchiveBytes {
  /** What has to be fetched, and then all tried again. */
  static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final long position;
    final int length;

    Missing(long position, int length) {
      super("Bytes to be fetched", null, false, false);
      this.position = position;
      this.length = length;
    }
  }

  private final long size;
  private final NavigableMap<Long, ByteBuffer> windows = new ConcurrentSkipListMap<>();

  MemoryBytes(long size) {
    this.size = size;
  }

  /** Adds the bytes from 0 to the limit of a buffer. */
  void add(long position, ByteBuffer bytes) {
    windows.put(position, bytes);
  }

  void clear() {
    windows.clear();
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
    Map.Entry<Long, ByteBuffer> window = windows.floorEntry(position);
    if (window == null || window.getKey() + window.getValue().limit() < position + length) {
      throw new Missing(position, length);
    }
    return window
        .getValue()
        .slice((int) (position - window.getKey()), length)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
