package io.saigon.storage;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps a few direct buffers, whose memory would else wait for the garbage collector. */
final class BufferPool {
  private static final int KEPT = 16;
  private static final int MANY = 64;

  private final int size;
  private final AtomicInteger taken = new AtomicInteger();
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

  BufferPool(int size) {
    this.size = size;
  }

  ByteBuffer take() {
    taken.incrementAndGet();
    ByteBuffer known = free.poll();
    return known == null ? ByteBuffer.allocateDirect(size) : known.clear();
  }

  /** What does not fit is left to the garbage collector. */
  void give(ByteBuffer buffer) {
    taken.decrementAndGet();
    var unused = free.offer(buffer);
  }

  /** Whether many are in use. */
  boolean isScarce() {
    return taken.get() >= MANY;
  }
}
