package io.saigon.storage.download;

import io.saigon.storage.file.LocalFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** A range of a file; other ranges of it may be written at the same time. */
public final class RangeTarget implements Transfer.Target {
  private final FileChannel channel;
  private final Path file;
  private final ByteRange range;
  private final LongConsumer progress;
  private final AtomicLong written = new AtomicLong();

  /**
   * @param progress receives the bytes of each write, and a negative number at a restart
   */
  public RangeTarget(FileChannel channel, Path file, ByteRange range, LongConsumer progress) {
    this.channel = channel;
    this.file = file;
    this.range = range;
    this.progress = progress;
  }

  @Override
  public boolean write(ByteBuffer content) {
    // Excess bytes would overwrite the next range; the transfer reports the wrong length.
    long room = range.length() - written.get();
    if (content.remaining() > room) {
      content.limit(content.position() + (int) room);
    }
    int bytes = content.remaining();
    try {
      while (content.hasRemaining()) {
        written.addAndGet(channel.write(content, range.fileOffset() + written.get()));
      }
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
    progress.accept(bytes);
    return true;
  }

  @Override
  public long written() {
    return written.get();
  }

  @Override
  public boolean restart() {
    progress.accept(-written.getAndSet(0));
    return true;
  }
}
