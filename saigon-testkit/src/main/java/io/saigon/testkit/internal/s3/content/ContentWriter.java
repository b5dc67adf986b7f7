package io.saigon.testkit.internal.s3.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes on their way into a content; not for use by two threads at once. */
public final class ContentWriter {
  private static final int FIRST = 1024;

  private final BlockFile file;
  private final HeapBudget budget;
  private byte[] block = new byte[FIRST];
  private int filled;
  private int[] blocks = new int[8];
  private int count;

  ContentWriter(BlockFile file, HeapBudget budget) {
    this.file = file;
    this.budget = budget;
  }

  public void write(byte[] bytes) throws IOException {
    int at = 0;
    while (at < bytes.length) {
      if (filled == BlockFile.BLOCK) {
        flush();
      }
      int some = Math.min(bytes.length - at, BlockFile.BLOCK - filled);
      reserve(filled + some);
      System.arraycopy(bytes, at, block, filled, some);
      filled += some;
      at += some;
    }
  }

  private void reserve(int size) {
    if (size > block.length) {
      block = Arrays.copyOf(block, Math.min(BlockFile.BLOCK, Math.max(size, 2 * block.length)));
    }
  }

  private void flush() throws IOException {
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * count);
    }
    blocks[count] = file.write(ByteBuffer.wrap(block, 0, filled));
    count++;
    filled = 0;
  }

  public long length() {
    return (long) count * BlockFile.BLOCK + filled;
  }

  /** Returns the content, with one reference that is the caller's. */
  public Content finish() throws IOException {
    long length = length();
    if (count == 0 && budget.reserve(length)) {
      return new HeapContent(Arrays.copyOf(block, filled), budget);
    }
    if (filled > 0) {
      flush();
    }
    return new FileContent(file, Arrays.copyOf(blocks, count), length);
  }

  /** Frees what was written, in place of {@link #finish}. */
  public void discard() {
    file.free(blocks, count);
    count = 0;
    filled = 0;
  }
}
