package io.saigon.testkit.internal.s3.content;

import java.nio.ByteBuffer;

/** Bytes on the heap, which count towards its bound. */
final class HeapContent extends Content {
  private final byte[] bytes;
  private final HeapBudget budget;

  HeapContent(byte[] bytes, HeapBudget budget) {
    this.bytes = bytes;
    this.budget = budget;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public void read(long position, ByteBuffer target) {
    check(position, target);
    target.put(bytes, (int) position, target.remaining());
  }

  @Override
  public boolean isOnHeap() {
    return true;
  }

  @Override
  void free() {
    budget.release(bytes.length);
  }
}
