package io.saigon.testkit.internal.s3.content;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A range of another content, to which it holds a reference. */
final class ContentRange extends Content {
  private final Content whole;
  private final long start;
  private final long length;

  ContentRange(Content whole, long start, long length) {
    this.whole = whole.retain();
    this.start = start;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    check(position, target);
    whole.read(start + position, target);
  }

  @Override
  public boolean isOnHeap() {
    return whole.isOnHeap();
  }

  @Override
  void free() {
    whole.release();
  }
}
