package io.saigon.testkit.internal.s3.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file of blocks, made with its first block. It has no name while it is open where the
 * system allows that, so that nothing is left of it even if the process is killed.
 */
final class BlockFile {
  static final int BLOCK = 1 << 16;

  private final BitSet used = new BitSet();
  private @Nullable FileChannel channel;
  private boolean closed;

  /** Writes a new block, and returns its number. */
  int write(ByteBuffer bytes) throws IOException {
    FileChannel open;
    int block;
    synchronized (this) {
      open = open();
      block = used.nextClearBit(0);
      used.set(block);
    }
    try {
      long at = (long) block * BLOCK;
      while (bytes.hasRemaining()) {
        at += open.write(bytes, at);
      }
      return block;
    } catch (IOException e) {
      free(new int[] {block}, 1);
      throw e;
    }
  }

  void read(int block, int offset, ByteBuffer target) throws IOException {
    FileChannel open;
    synchronized (this) {
      open = open();
    }
    long at = (long) block * BLOCK + offset;
    while (target.hasRemaining()) {
      int some = open.read(target, at);
      if (some < 0) {
        throw new IOException("The temporary file of S3 is shorter than its contents");
      }
      at += some;
    }
  }

  /** Frees the first blocks of an array; the disk gets back what is free at the file's end. */
  synchronized void free(int[] blocks, int count) {
    for (int i = 0; i < count; i++) {
      used.clear(blocks[i]);
    }
    if (channel != null) {
      try {
        channel.truncate((long) used.length() * BLOCK);
      } catch (IOException e) {
        // The blocks are written over; only the disk's space stays taken.
        return;
      }
    }
  }

  private FileChannel open() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (channel == null) {
      Path path = Files.createTempFile("saigon-s3-", ".blocks");
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    return channel;
  }

  synchronized void close() throws IOException {
    closed = true;
    used.clear();
    if (channel != null) {
      channel.close();
    }
  }
}
