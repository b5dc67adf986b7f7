package io.saigon.storage.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Random access to an archive. */
public interface ArchiveBytes {
  long size();

  /** Fills the buffer's remaining bytes from the position on. */
  void read(long position, ByteBuffer into);

  default ByteBuffer read(long position, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    read(position, bytes);
    return bytes.flip();
  }
}
