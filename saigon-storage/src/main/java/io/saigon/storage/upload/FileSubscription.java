package io.saigon.storage.upload;

import io.saigon.api.context.CallerContext;
import io.saigon.storage.file.FileChannels;
import io.saigon.storage.file.LocalFailures;
import io.saigon.storage.io.BufferPool;
import io.saigon.storage.io.Workers;
import io.vertx.core.AsyncResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Publishes a part of a file to one subscriber, in blocks. */
final class FileSubscription implements Subscription {
  private final CallerContext context;
  private final Path file;
  private final long end;
  private final Subscriber<? super ByteBuffer> subscriber;
  private long position;
  private long demand;
  private boolean reading;
  private boolean finished;

  FileSubscription(
      CallerContext context,
      Path file,
      long offset,
      long length,
      Subscriber<? super ByteBuffer> subscriber) {
    this.context = context;
    this.file = file;
    this.position = offset;
    this.end = offset + length;
    this.subscriber = subscriber;
  }

  /** Completes an empty part without waiting for demand. */
  void started() {
    if (position == end && finish()) {
      subscriber.onComplete();
    }
  }

  @Override
  public void request(long n) {
    synchronized (this) {
      demand = n <= 0 || demand + n < 0 ? Long.MAX_VALUE : demand + n;
    }
    next();
  }

  @Override
  public synchronized void cancel() {
    finished = true;
  }

  private synchronized boolean finish() {
    boolean first = !finished;
    finished = true;
    return first;
  }

  private void next() {
    long from;
    synchronized (this) {
      if (reading || finished || demand == 0 || position == end) {
        return;
      }
      reading = true;
      demand--;
      from = position;
    }
    Workers.call(context, () -> read(file, from, end)).onComplete(this::arrived);
  }

  private void arrived(AsyncResult<ByteBuffer> read) {
    if (read.failed()) {
      if (finish()) {
        subscriber.onError(read.cause());
      }
      return;
    }
    boolean last;
    synchronized (this) {
      if (finished) {
        return;
      }
      position += read.result().remaining();
      last = position == end;
    }
    subscriber.onNext(read.result());
    synchronized (this) {
      reading = false;
    }
    if (!last) {
      next();
    } else if (finish()) {
      subscriber.onComplete();
    }
  }

  private static ByteBuffer read(Path file, long from, long end) {
    long until = Math.min(end, from + BufferPool.BLOCK);
    ByteBuffer block = ByteBuffer.allocate((int) (until - from));
    read(file, from, until, block::put);
    return block.flip();
  }

  /** Returns the CRC-32 of a part of a file; blocks. */
  static long crc32(Path file, long offset, long length) {
    CRC32 crc = new CRC32();
    read(file, offset, offset + length, crc::update);
    return crc.getValue();
  }

  /**
   * Reads through a direct buffer: a channel takes two or three times as long to fill one on the
   * heap. The file is opened each time: that costs little beside a block, and leaves nothing to be
   * closed.
   */
  private static void read(Path file, long from, long end, Consumer<ByteBuffer> use) {
    ByteBuffer buffer = BufferPool.BLOCKS.acquire();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long at = from; at < end; at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
        FileChannels.read(channel, file, at, buffer);
        use.accept(buffer.flip());
      }
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    } finally {
      BufferPool.BLOCKS.release(buffer);
    }
  }
}
