package io.saigon.testkit.internal.s3.content;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes in blocks of the temporary file. */
final class FileContent extends Content {
  private final BlockFile file;
  private final int[] blocks;
  private final long length;

  FileContent(BlockFile file, int[] blocks, long length) {
    this.file = file;
    this.blocks = blocks;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    check(position, target);
    int end = target.limit();
    long at = position;
    while (target.position() < end) {
      int offset = (int) (at % BlockFile.BLOCK);
      int some = Math.min(end - target.position(), BlockFile.BLOCK - offset);
      target.limit(target.position() + some);
      file.read(blocks[(int) (at / BlockFile.BLOCK)], offset, target);
      at += some;
    }
    target.limit(end);
  }

  @Override
  public boolean isOnHeap() {
    return false;
  }

  int lastBlock() {
    return blocks[blocks.length - 1];
  }

  @Override
  void free() {
    file.free(blocks, blocks.length);
  }
}
