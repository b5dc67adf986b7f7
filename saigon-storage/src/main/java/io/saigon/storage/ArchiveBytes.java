package io.saigon.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Random access to an archive. */
interface ArchiveBytes {
  long size();

  /** Fills the buffer's remaining bytes from the position on. */
  void read(long position, ByteBuffer into);

  default ByteBuffer read(long position, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    read(position, bytes);
    return bytes.flip();
  }

  static ArchiveBytes of(FileChannel channel, Path file) throws IOException {
    long size = channel.size();
    return new ArchiveBytes() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public void read(long position, ByteBuffer into) {
        try {
          long at = position;
          while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
              throw new EOFException("The file became shorter while it was read");
            }
            at += count;
          }
        } catch (IOException e) {
          throw LocalFailures.of(e, file);
        }
      }
    };
  }
}
