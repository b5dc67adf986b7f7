package io.saigon.storage.archive;

import io.saigon.api.storage.ObjectInfo;
import io.saigon.storage.download.Transfer;
import io.saigon.storage.s3.S3Failures;
import java.nio.ByteBuffer;

/** A target in memory, for a small range. */
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

  /** Returns all bytes, after the transfer. */
  synchronized ByteBuffer content() {
    return bytes.flip();
  }
}
