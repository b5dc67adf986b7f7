package io.saigon.storage.io;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps a few direct buffers, whose memory would else wait for the garbage collector. */
public final class BufferPool {
  /** Bytes of a buffer of {@link #BLOCKS}. */
  public static final int BLOCK = 256 << 10;

  /** The buffers through which content goes to files and comes from them. */
  public static final BufferPool BLOCKS = new BufferPool(BLOCK, 32);

  /**
   * The buffers of streams that are uploaded, as many as one of them needs: on a small heap their
   * content would cost a full collection for each part.
   */
  public static final BufferPool PARTS = new BufferPool(BLOCK, 80);

  private static final int MANY = 64;

  private final int size;
  private final AtomicInteger inUse = new AtomicInteger();
  private final BlockingQueue<ByteBuffer> free;

  /**
   * @param size bytes of each buffer
   * @param kept most buffers to keep while nobody uses them
   */
  public BufferPool(int size, int kept) {
    this.size = size;
    free = new ArrayBlockingQueue<>(kept);
  }

  public ByteBuffer acquire() {
    inUse.incrementAndGet();
    ByteBuffer known = free.poll();
    return known == null ? ByteBuffer.allocateDirect(size) : known.clear();
  }

  /** Takes a buffer back, or leaves it to the garbage collector if there are enough. */
  public void release(ByteBuffer buffer) {
    inUse.decrementAndGet();
    var unused = free.offer(buffer);
  }

  /** Returns whether many are in use. */
  boolean isScarce() {
    return inUse.get() >= MANY;
  }
}
