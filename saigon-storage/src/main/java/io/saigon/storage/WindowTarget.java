package io.saigon.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** A part of a file that others write beside. */
final class WindowTarget implements Transfer.Target {
  private final FileChannel channel;
  private final Path file;
  private final Window window;
  private final LongConsumer progress;
  private final AtomicLong written = new AtomicLong();

  WindowTarget(FileChannel channel, Path file, Window window, LongConsumer progress) {
    this.channel = channel;
    this.file = file;
    this.window = window;
    this.progress = progress;
  }

  @Override
  public boolean write(ByteBuffer content) {
    // More than was asked for would land in the next window; the transfer finds the wrong length.
    long room = window.length() - written.get();
    if (content.remaining() > room) {
      content.limit(content.position() + (int) room);
    }
    int bytes = content.remaining();
    try {
      while (content.hasRemaining()) {
        written.addAndGet(channel.write(content, window.at() + written.get()));
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
