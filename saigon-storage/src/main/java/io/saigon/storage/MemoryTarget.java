package io.saigon.storage;

import io.saigon.api.storage.ObjectInfo;
import java.nio.ByteBuffer;

/** A range that is small enough for memory. */
final class MemoryTarget implements Transfer.Target {
  private final ObjectInfo info;
  private final ByteBuffer bytes;

  MemoryTarget(ObjectInfo info, int length) {
    this.info = info;
    this.bytes = ByteBuffer.allocate(length);
  }

  @Override
  public synchronized boolean write(ByteBuffer content) {
    if (content.remaining() > bytes.remaining()) {
      throw S3Failures.length(
          info.descriptor(), bytes.capacity(), bytes.position() + (long) content.remaining());
    }
    bytes.put(content);
    return true;
  }

  @Override
  public synchronized long written() {
    return bytes.position();
  }

  @Override
  public synchronized boolean restart() {
    bytes.clear();
    return true;
  }

  /** When all is there. */
  synchronized ByteBuffer content() {
    return bytes.flip();
  }
}
