package io.saigon.storage.upload;

import io.saigon.api.context.CallerContext;
import io.saigon.storage.file.FileChannels;
import io.saigon.storage.file.LocalFailures;
import io.saigon.storage.io.Workers;
import io.vertx.core.AsyncResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Publishes a part of a file to one subscriber, in blocks. */
final class FileSubscription implements Subscription {
  private static final int BLOCK = 256 << 10;

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

  // Opened for each block: that costs little beside the block, and leaves nothing to be closed.
  private static ByteBuffer read(Path file, long from, long end) {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, end - from));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      FileChannels.read(channel, file, from, block);
      return block.flip();
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
  }

  /** Returns the CRC-32 of a part of a file; blocks. */
  static long crc32(Path file, long offset, long length) {
    CRC32 crc = new CRC32();
    for (long at = offset; at < offset + length; ) {
      ByteBuffer block = read(file, at, offset + length);
      at += block.remaining();
      crc.update(block);
    }
    return crc.getValue();
  }
}
