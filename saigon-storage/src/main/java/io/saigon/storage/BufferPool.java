package io.saigon.storage;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Keeps a few direct buffers, whose memory would else wait for the garbage collector. */
final class BufferPool {
  private static final int KEPT = 8;

  private final int size;
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

  BufferPool(int size) {
    this.size = size;
  }

  ByteBuffer take() {
    ByteBuffer known = free.poll();
    return known == null ? ByteBuffer.allocateDirect(size) : known.clear();
  }

  /** What does not fit is left to the garbage collector. */
  void give(ByteBuffer buffer) {
    var unused = free.offer(buffer);
  }
}
