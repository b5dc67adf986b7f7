package io.saigon.storage;

import io.saigon.api.storage.S3ObjectDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A new file that content is written to and checked on its way. For worker threads. */
final class FileTarget implements Transfer.Target {
  private final Path file;
  private final FileChannel channel;
  private final @Nullable ContentCheck check;
  private final LongConsumer limit;
  private final Progress progress;
  private final AtomicLong written = new AtomicLong();

  private FileTarget(
      Path file,
      FileChannel channel,
      @Nullable ContentCheck check,
      LongConsumer limit,
      Progress progress) {
    this.file = file;
    this.channel = channel;
    this.check = check;
    this.limit = limit;
    this.progress = progress;
  }

  /**
   * @param size what it will have, or less than 0 if that is not known
   * @param limit told the size so far; throws if it is too large
   */
  static FileTarget create(
      Path file, long size, @Nullable ContentCheck check, LongConsumer limit, Progress progress) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        DiskSpace.require(directory, size);
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new FileTarget(file, channel, check, limit, progress);
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
    limit.accept(written.addAndGet(bytes));
    progress.add(bytes);
  }

  @Override
  public long written() {
    return written.get();
  }

  @Override
  public boolean restart() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
    progress.add(-written.getAndSet(0));
    if (check != null) {
      check.restart();
    }
    return true;
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
