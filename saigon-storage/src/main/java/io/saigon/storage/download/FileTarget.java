package io.saigon.storage.download;

import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.file.DiskSpace;
import io.saigon.storage.file.FileChannels;
import io.saigon.storage.file.LocalFailures;
import io.saigon.storage.io.BufferPool;
import io.saigon.storage.io.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A new file whose content is verified while it is written. Ranges at its end can be claimed and
 * written in parallel; they are verified afterwards. For worker threads.
 */
final class FileTarget implements Transfer.Target {
  // So that a worker thread is free again soon.
  private static final long SLICE = 256 << 20;

  private final Path name;
  private final FileChannel channel;
  private final long size;
  private final @Nullable ContentChecksum checksum;
  private final LongConsumer limit;
  private final Progress progress;
  private final AtomicLong written = new AtomicLong();
  private final long since = System.nanoTime();
  private volatile long end;
  private long verified = -1;

  private FileTarget(
      Path name,
      FileChannel channel,
      long size,
      @Nullable ContentChecksum checksum,
      LongConsumer limit,
      Progress progress) {
    this.name = name;
    this.channel = channel;
    this.size = size < 0 ? Long.MAX_VALUE : size;
    this.end = this.size;
    this.checksum = checksum;
    this.limit = limit;
    this.progress = progress;
  }

  /**
   * Creates the file.
   *
   * @param name the path that the caller knows, for failures
   * @param size bytes to come, or less than 0 if that is not known
   * @param limit gets the size so far; throws if it is too large
   */
  static FileTarget create(
      Path file,
      Path name,
      long size,
      @Nullable ContentChecksum checksum,
      LongConsumer limit,
      Progress progress) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      DiskSpace.require(directory, size);
    }
    try {
      return new FileTarget(name, FileChannels.create(file), size, checksum, limit, progress);
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
    if (checksum != null) {
      checksum.update(content.duplicate());
    }
    FileChannels.write(channel, name, content);
    limit.accept(written.addAndGet(bytes));
    progress.add(bytes);
    return !satisfied();
  }

  @Override
  public long written() {
    return written.get();
  }

  /** Returns the bytes that the file has at the end. */
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
    if (checksum != null) {
      checksum.reset();
    }
    return true;
  }

  /** Returns the bytes per second that were written in order until now. */
  long bytesPerSecond() {
    long nanos = Math.max(1, System.nanoTime() - since);
    return (long) ((double) written.get() / nanos * TimeUnit.SECONDS.toNanos(1));
  }

  /**
   * Claims a range at the end, to be fetched in parallel; null if the rest is too short. At least
   * as much is left unwritten before it, so that a write that has begun does not reach it.
   */
  synchronized @Nullable ByteRange claim(long length) {
    if (end - written.get() < 2 * length) {
      return null;
    }
    end -= length;
    return new ByteRange(end, end + length, end);
  }

  Transfer.Target range(ByteRange range) {
    return new RangeTarget(channel, name, range, progress::add);
  }

  /**
   * Verifies some of what was written in parallel, when all is written; returns false when there is
   * no more.
   */
  boolean verifySome() {
    if (checksum == null || end == size) {
      return false;
    }
    ByteBuffer buffer = BufferPool.BLOCKS.acquire();
    try {
      long from = verified < 0 ? end : verified;
      long to = Math.min(size, from + SLICE);
      for (long at = from; at < to; at = verified) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
        FileChannels.read(channel, name, at, buffer);
        verified = at + buffer.position();
        checksum.update(buffer.flip());
      }
      return verified < size;
    } finally {
      BufferPool.BLOCKS.release(buffer);
    }
  }

  /** Closes the file when all is written; fails if it does not have its checksum. */
  void finish(S3ObjectDescriptor source) {
    try {
      channel.close();
    } catch (IOException e) {
      throw LocalFailures.of(e, name);
    }
    if (checksum != null) {
      checksum.verify(source);
    }
  }

  void abandon() {
    FileChannels.closeQuietly(channel);
  }
}
