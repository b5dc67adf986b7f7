package io.saigon.storage;

import io.vertx.core.AsyncResult;
import io.vertx.core.internal.ContextInternal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** One reading of a file's part, a block at a time, as the subscriber asks for them. */
final class FileReading implements Subscription {
  private static final int BLOCK = 256 << 10;

  private final ContextInternal context;
  private final Path file;
  private final long end;
  private final Subscriber<? super ByteBuffer> subscriber;
  private long position;
  private long demand;
  private boolean busy;
  private boolean over;

  FileReading(
      ContextInternal context,
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

  /** What is empty ends before anything is asked for. */
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
    over = true;
  }

  private synchronized boolean finish() {
    boolean first = !over;
    over = true;
    return first;
  }

  private void next() {
    long from;
    synchronized (this) {
      if (busy || over || demand == 0 || position == end) {
        return;
      }
      busy = true;
      demand--;
      from = position;
    }
    Workers.run(context, () -> read(file, from, end)).onComplete(this::arrived);
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
      if (over) {
        return;
      }
      position += read.result().remaining();
      last = position == end;
    }
    subscriber.onNext(read.result());
    synchronized (this) {
      busy = false;
    }
    if (!last) {
      next();
    } else if (finish()) {
      subscriber.onComplete();
    }
  }

  // Opened for each block: that costs little beside the block, and nothing is left to be closed.
  private static ByteBuffer read(Path file, long from, long end) {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, end - from));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (block.hasRemaining()) {
        if (channel.read(block, from + block.position()) < 0) {
          throw new EOFException(file + " became shorter while it was uploaded");
        }
      }
      return block.flip();
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
  }

  /** CRC-32 of a part of a file; blocks. */
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
