package io.saigon.testkit.internal.s3.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Immutable bytes. They are shared by copies, and freed with the last reference: whoever keeps or
 * reads them holds one.
 */
public abstract sealed class Content permits HeapContent, FileContent, JoinedContent, ContentRange {
  private final AtomicInteger references = new AtomicInteger(1);

  public abstract long length();

  /** Fills a buffer with the bytes from a position on; there must be as many. */
  public abstract void read(long position, ByteBuffer target) throws IOException;

  /** Returns whether {@link #read} does no I/O. */
  public abstract boolean isOnHeap();

  abstract void free();

  /** Adds a reference. Only a holder of one, or the store under its lock, may. */
  public final Content retain() {
    references.incrementAndGet();
    return this;
  }

  public final void release() {
    int left = references.decrementAndGet();
    if (left == 0) {
      free();
    }
    if (left < 0) {
      throw new IllegalStateException("Content was released more often than retained");
    }
  }

  /** Returns all bytes; for contents whose length is known to be small. */
  public final byte[] bytes() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(length()));
    read(0, all);
    return all.array();
  }

  final void check(long position, ByteBuffer target) {
    if (position < 0 || position + target.remaining() > length()) {
      throw new IndexOutOfBoundsException(
          position + " + " + target.remaining() + " of " + length());
    }
  }
}
