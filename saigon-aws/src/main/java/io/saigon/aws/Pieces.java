package io.saigon.aws;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/** Bytes in pieces so small that a slow peer's progress can be told from a stall. */
final class Pieces {
  private static final int PIECE = 64 * 1024;

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
    ByteBuffer piece = buffer.slice().limit(Math.min(buffer.remaining(), PIECE));
    buffer.position(buffer.position() + piece.remaining());
    if (!buffer.hasRemaining()) {
      buffers.remove();
    }
    remaining -= piece.remaining();
    return piece;
  }
}
