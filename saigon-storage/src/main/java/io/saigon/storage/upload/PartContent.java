package io.saigon.storage.upload;

import io.saigon.storage.io.BufferPool;
import io.saigon.storage.io.Buffers;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of one part, copied to blocks that parts use one after the other. What is shorter
 * than a block is not copied, so that short streams need no more memory than their content.
 */
final class PartContent {
  private final List<ByteBuffer> chunks = new ArrayList<>();
  private boolean copying;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private long length;

  long length() {
    return length;
  }

  void add(Buffer chunk) {
    length += chunk.length();
    if (length > BufferPool.BLOCK && !copying) {
      copying = true;
      List<ByteBuffer> before = List.copyOf(chunks);
      chunks.clear();
      before.forEach(this::copy);
    }
    for (ByteBuffer bytes : Buffers.unwrap(chunk)) {
      if (copying) {
        copy(bytes);
      } else {
        chunks.add(bytes);
      }
    }
  }

  private void copy(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (!block.hasRemaining()) {
        block = BufferPool.PARTS.acquire();
        chunks.add(block);
      }
      int count = Math.min(block.remaining(), bytes.remaining());
      block.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
    }
  }

  /** Returns the content, to which nothing can be added any more. */
  ByteBuffer[] chunks() {
    return chunks.stream()
        .map(chunk -> copying ? chunk.duplicate().flip() : chunk)
        .toArray(ByteBuffer[]::new);
  }

  /** Gives the blocks back when nobody reads them any more. */
  void release() {
    if (copying) {
      chunks.forEach(BufferPool.PARTS::release);
    }
  }
}
