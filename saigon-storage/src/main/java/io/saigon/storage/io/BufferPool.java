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
  public static final BufferPool BLOCKS = new BufferPool(BLOCK);

  private static final int KEPT = 32;
  private static final int MANY = 64;

  private final int size;
  private final AtomicInteger inUse = new AtomicInteger();
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

  /**
   * @param size bytes of each buffer
   */
  public BufferPool(int size) {
    this.size = size;
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
