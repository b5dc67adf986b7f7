package io.saigon.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A part of a file that others write beside. */
final class WindowTarget implements Transfer.Target {
  private final FileChannel channel;
  private final Path file;
  private final Window window;
  private final AtomicLong written = new AtomicLong();

  WindowTarget(FileChannel channel, Path file, Window window) {
    this.channel = channel;
    this.file = file;
    this.window = window;
  }

  @Override
  public void write(ByteBuffer content) {
    // More than was asked for would land in the next window; the transfer finds the wrong length.
    long room = window.length() - written.get();
    if (content.remaining() > room) {
      content.limit(content.position() + (int) room);
    }
    try {
      while (content.hasRemaining()) {
        written.addAndGet(channel.write(content, window.at() + written.get()));
      }
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
  }

  @Override
  public long written() {
    return written.get();
  }

  @Override
  public boolean restart() {
    written.set(0);
    return true;
  }
}
