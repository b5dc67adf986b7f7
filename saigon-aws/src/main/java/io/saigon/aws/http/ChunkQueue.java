package io.saigon.aws.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/** Queue of bytes, read in chunks so small that a slow peer is distinguished from a stalled one. */
final class ChunkQueue {
  private static final int MAX_BYTES = 64 * 1024;

  private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
  private long remaining;

  void add(ByteBuffer buffer) {
    if (buffer.hasRemaining()) {
      buffers.add(buffer);
      remaining += buffer.remaining();
    }
  }

  long remaining() {
    return remaining;
  }

  ByteBuffer next() {
    ByteBuffer buffer = buffers.element();
    ByteBuffer chunk = buffer.slice().limit(Math.min(buffer.remaining(), MAX_BYTES));
    buffer.position(buffer.position() + chunk.remaining());
    if (!buffer.hasRemaining()) {
      buffers.remove();
    }
    remaining -= chunk.remaining();
    return chunk;
  }
}
