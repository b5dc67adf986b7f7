package io.saigon.storage;

import io.saigon.api.storage.S3ObjectDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A new file that content is written to and checked on its way. For worker threads. */
final class FileTarget implements FileSink.Writer {
  private final Path file;
  private final FileChannel channel;
  private final @Nullable ContentCheck check;
  private final Progress progress;
  private final AtomicLong written = new AtomicLong();

  private FileTarget(
      Path file, FileChannel channel, @Nullable ContentCheck check, Progress progress) {
    this.file = file;
    this.channel = channel;
    this.check = check;
    this.progress = progress;
  }

  /**
   * @param size what it will have, or less than 0 if that is not known
   */
  static FileTarget create(Path file, long size, @Nullable ContentCheck check, Progress progress) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        DiskSpace.require(directory, size);
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new FileTarget(file, channel, check, progress);
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
  }

  @Override
  public void write(ByteBuffer content) {
    int bytes = content.remaining();
    if (check != null) {
      check.update(content.duplicate());
    }
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
    written.addAndGet(bytes);
    progress.add(bytes);
  }

  /** Bytes so far. */
  long written() {
    return written.get();
  }

  /** Begins anew. */
  void restart() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
    progress.add(-written.getAndSet(0));
    if (check != null) {
      check.restart();
    }
  }

  /** Closes the file when all is written, and tells if it is what it should be. */
  void finish(S3ObjectDescriptor source) {
    try {
      channel.close();
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
    if (check != null) {
      check.require(source);
    }
  }

  void abandon() {
    Closing.quietly(channel);
  }
}
