package io.saigon.storage;

import io.saigon.api.storage.S3ObjectDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A new file that content is written to and checked on its way. Others may take parts off its end,
 * write those beside it, and have them checked afterwards. For worker threads.
 */
final class FileTarget implements Transfer.Target {
  private static final BufferPool BUFFERS = new BufferPool(256 << 10);
  // So that a worker thread is free again soon.
  private static final long SLICE = 256 << 20;

  private final Path name;
  private final FileChannel channel;
  private final long size;
  private final @Nullable ContentCheck check;
  private final LongConsumer limit;
  private final Progress progress;
  private final AtomicLong written = new AtomicLong();
  private final long since = System.nanoTime();
  private volatile long end;
  private long checked = -1;

  private FileTarget(
      Path name,
      FileChannel channel,
      long size,
      @Nullable ContentCheck check,
      LongConsumer limit,
      Progress progress) {
    this.name = name;
    this.channel = channel;
    this.size = size < 0 ? Long.MAX_VALUE : size;
    this.end = this.size;
    this.check = check;
    this.limit = limit;
    this.progress = progress;
  }

  /**
   * Creates the file.
   *
   * @param name what failures call it: the path that the caller knows
   * @param size what it will have, or less than 0 if that is not known
   * @param limit gets the size so far; throws if it is too large
   */
  static FileTarget create(
      Path file,
      Path name,
      long size,
      @Nullable ContentCheck check,
      LongConsumer limit,
      Progress progress) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      DiskSpace.require(directory, size);
    }
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return new FileTarget(name, channel, size, check, limit, progress);
    } catch (AccessDeniedException | NoSuchFileException e) {
      throw LocalFailures.of(e, directory == null ? name : directory);
    } catch (IOException e) {
      throw LocalFailures.of(e, name);
    }
  }

  @Override
  public boolean write(ByteBuffer content) {
    long until = end;
    long room = until - written.get();
    if (until < size && content.remaining() > room) {
      content.limit(content.position() + (int) room);
    }
    int bytes = content.remaining();
    if (check != null) {
      check.update(content.duplicate());
    }
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    } catch (IOException e) {
      throw LocalFailures.of(e, name);
    }
    limit.accept(written.addAndGet(bytes));
    progress.add(bytes);
    return !satisfied();
  }

  @Override
  public long written() {
    return written.get();
  }

  /** Bytes that the file has when all is done. */
  long total() {
    return end < size ? size : written.get();
  }

  @Override
  public boolean satisfied() {
    return end < size && written.get() >= end;
  }

  @Override
  public boolean restart() {
    if (end < size) {
      return false;
    }
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw LocalFailures.of(e, name);
    }
    progress.add(-written.getAndSet(0));
    if (check != null) {
      check.restart();
    }
    return true;
  }

  /** Bytes that came in a second until now. */
  long bytesPerSecond() {
    long nanos = Math.max(1, System.nanoTime() - since);
    return (long) ((double) written.get() / nanos * TimeUnit.SECONDS.toNanos(1));
  }

  /**
   * Takes a part off the end, for someone else to fetch; null if what is left is not worth it. What
   * remains is at least a part more than what is written, so a write under way stays clear of it.
   */
  synchronized @Nullable Window claim(long part) {
    if (end - written.get() < 2 * part) {
      return null;
    }
    end -= part;
    return new Window(end, end + part, end);
  }

  Transfer.Target part(Window window) {
    return new WindowTarget(channel, name, window, progress::add);
  }

  /** Checks, when all is written, what others wrote; some of it: false when there is no more. */
  boolean checkSome() {
    if (check == null || end == size) {
      return false;
    }
    ByteBuffer buffer = BUFFERS.take();
    try {
      long from = checked < 0 ? end : checked;
      long to = Math.min(size, from + SLICE);
      for (long at = from; at < to; at = checked) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
        int count = channel.read(buffer, at);
        if (count < 0) {
          throw new IOException(name + " became shorter while it was written");
        }
        check.update(buffer.flip());
        checked = at + count;
      }
      return checked < size;
    } catch (IOException e) {
      throw LocalFailures.of(e, name);
    } finally {
      BUFFERS.give(buffer);
    }
  }

  /** Closes the file when all is written; fails if it is not what it should be. */
  void finish(S3ObjectDescriptor source) {
    try {
      channel.close();
    } catch (IOException e) {
      throw LocalFailures.of(e, name);
    }
    if (check != null) {
      check.require(source);
    }
  }

  void abandon() {
    Closing.quietly(channel);
  }
}
