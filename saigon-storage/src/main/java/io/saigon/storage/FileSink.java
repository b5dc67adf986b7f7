package io.saigon.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Writes what a publisher sends to a file: gathers chunks on the publisher's thread, and writes
 * many of them at once on a worker. A high-water mark, not each chunk, holds the publisher back.
 */
final class FileSink implements Subscriber<ByteBuffer> {
  interface Writer {
    /** Writes all; called on a worker thread, one call at a time. */
    void write(ByteBuffer[] chunks);
  }

  private static final int BATCH = 512 << 10;
  private static final int HIGH_WATER = 2 << 20;
  private static final int WINDOW = 16;

  private final ContextInternal context;
  private final Writer writer;
  private final Promise<Void> done;
  private List<ByteBuffer> gathered = new ArrayList<>();
  private long gatheredBytes;
  private long writingBytes;
  private long requested;
  private boolean ended;
  private boolean over;
  private @Nullable Throwable failure;
  private @Nullable Subscription subscription;

  FileSink(ContextInternal context, Writer writer) {
    this.context = context;
    this.writer = writer;
    this.done = context.promise();
  }

  /** When all that came is written; fails with the publisher's failure after that, too. */
  Future<Void> done() {
    return done.future();
  }

  @Override
  public void onSubscribe(Subscription s) {
    synchronized (this) {
      subscription = s;
    }
    requestMore();
  }

  @Override
  public void onNext(ByteBuffer chunk) {
    synchronized (this) {
      if (over) {
        return;
      }
      requested--;
      gathered.add(chunk);
      gatheredBytes += chunk.remaining();
    }
    proceed();
  }

  @Override
  public void onError(Throwable cause) {
    synchronized (this) {
      ended = true;
      failure = cause;
    }
    proceed();
  }

  @Override
  public void onComplete() {
    synchronized (this) {
      ended = true;
    }
    proceed();
  }

  private void proceed() {
    ByteBuffer[] batch = null;
    boolean finished = false;
    synchronized (this) {
      if (over || writingBytes > 0) {
        return;
      }
      if (gatheredBytes >= BATCH || (ended && gatheredBytes > 0)) {
        batch = gathered.toArray(ByteBuffer[]::new);
        writingBytes = gatheredBytes;
        gathered = new ArrayList<>(batch.length);
        gatheredBytes = 0;
      } else if (ended) {
        over = true;
        finished = true;
      }
    }
    if (batch != null) {
      write(batch);
    } else if (finished) {
      finish();
      return;
    }
    requestMore();
  }

  private void write(ByteBuffer[] batch) {
    context
        .executeBlocking(
            () -> {
              writer.write(batch);
              return null;
            },
            false)
        .onComplete(
            written -> {
              if (written.failed()) {
                abandon(written.cause());
              } else {
                synchronized (this) {
                  writingBytes = 0;
                }
                proceed();
              }
            });
  }

  private void requestMore() {
    Subscription source;
    long more;
    synchronized (this) {
      source = subscription;
      more =
          over || ended || gatheredBytes + writingBytes >= HIGH_WATER || requested > WINDOW / 2
              ? 0
              : WINDOW - requested;
      requested += more;
    }
    if (source != null && more > 0) {
      source.request(more);
    }
  }

  private void abandon(Throwable cause) {
    Subscription source;
    synchronized (this) {
      over = true;
      failure = cause;
      gathered = List.of();
      source = subscription;
    }
    if (source != null) {
      source.cancel();
    }
    finish();
  }

  private void finish() {
    Throwable cause;
    synchronized (this) {
      cause = failure;
    }
    if (cause == null) {
      done.complete();
    } else {
      done.fail(cause);
    }
  }
}
