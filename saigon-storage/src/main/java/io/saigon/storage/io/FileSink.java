package io.saigon.storage.io;

import io.saigon.api.context.CallerContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Writes the content of a publisher. Chunks are gathered in large direct buffers on the publisher's
 * thread, and full buffers are written on a worker. The demand depends on the bytes that are not
 * written yet.
 */
public final class FileSink implements Subscriber<ByteBuffer> {
  /** The target of the content. */
  public interface Writer {
    /**
     * Writes the remaining bytes of a buffer; called on a worker thread, one call at a time.
     *
     * @return false if it needs no more
     */
    boolean write(ByteBuffer content);
  }

  // High-water mark in bytes; the low-water mark is half of it. The narrow one is for a time when
  // many files are written.
  static final int WINDOW = 2 << 20;
  private static final int NARROW_WINDOW = 2 * BufferPool.BLOCK;
  // Demand is in chunks, of which each may be as large as the largest so far and as the HTTP
  // engine's largest.
  private static final int CHUNK = 64 << 10;

  private final CallerContext context;
  private final Writer writer;
  private final Cancellation cancellation;
  private final Consumer<Throwable> stop = this::stop;
  private final Promise<Void> done;
  private Queue<ByteBuffer> full = new ArrayDeque<>();
  private @Nullable ByteBuffer filling;
  private boolean writing;
  private long unwritten;
  private long requested;
  private int largest;
  private boolean ended;
  private boolean finished;
  private @Nullable Throwable failure;
  private @Nullable Subscription subscription;

  public FileSink(CallerContext context, Writer writer, Cancellation cancellation) {
    this.context = context;
    this.writer = writer;
    this.cancellation = cancellation;
    this.done = context.promise();
    cancellation.addListener(stop);
  }

  /**
   * Returns a future that completes when all content, or all that the writer needs, is written and
   * no worker writes any more; it fails with the publisher's failure, at that time too.
   */
  public Future<Void> done() {
    return done.future();
  }

  @Override
  public void onSubscribe(Subscription s) {
    boolean cancelled;
    synchronized (this) {
      subscription = s;
      cancelled = finished;
    }
    if (cancelled) {
      s.cancel();
    } else {
      requestMore();
    }
  }

  @Override
  public void onNext(ByteBuffer chunk) {
    synchronized (this) {
      if (finished) {
        return;
      }
      requested--;
      unwritten += chunk.remaining();
      largest = Math.max(largest, chunk.remaining());
      while (chunk.hasRemaining()) {
        fill(chunk);
      }
    }
    writeFull();
    requestMore();
  }

  private void fill(ByteBuffer chunk) {
    ByteBuffer target = filling == null ? BufferPool.BLOCKS.acquire() : filling;
    int count = Math.min(target.remaining(), chunk.remaining());
    target.put(chunk.slice(chunk.position(), count));
    chunk.position(chunk.position() + count);
    filling = target;
    if (!target.hasRemaining()) {
      finishFilling();
    }
  }

  private void finishFilling() {
    if (filling != null) {
      full.add(filling.flip());
      filling = null;
    }
  }

  @Override
  public void onError(Throwable cause) {
    end(cause);
  }

  @Override
  public void onComplete() {
    end(null);
  }

  private void end(@Nullable Throwable cause) {
    synchronized (this) {
      if (finished) {
        return;
      }
      ended = true;
      failure = cause;
      finishFilling();
    }
    writeFull();
  }

  private void writeFull() {
    Queue<ByteBuffer> batch;
    synchronized (this) {
      if (finished || writing || (full.isEmpty() && !ended)) {
        return;
      }
      batch = full;
      full = new ArrayDeque<>();
      writing = !batch.isEmpty();
      finished = !writing;
    }
    if (batch.isEmpty()) {
      finish();
    } else {
      Workers.call(context, () -> write(batch)).onComplete(written -> written(batch, written));
    }
  }

  private boolean write(Queue<ByteBuffer> batch) {
    boolean more = true;
    while (more && !batch.isEmpty()) {
      int bytes = batch.element().remaining();
      more = writer.write(batch.element());
      BufferPool.BLOCKS.release(batch.remove());
      synchronized (this) {
        unwritten -= bytes;
      }
      context.runLater(this::requestMore);
    }
    return more;
  }

  private void written(Queue<ByteBuffer> rest, AsyncResult<Boolean> more) {
    rest.forEach(BufferPool.BLOCKS::release);
    boolean stopped;
    synchronized (this) {
      writing = false;
      stopped = finished;
    }
    if (stopped) {
      finish();
    } else if (more.failed() || !more.result()) {
      stop(more.cause());
    } else {
      writeFull();
    }
  }

  private void requestMore() {
    Subscription source;
    long more;
    synchronized (this) {
      source = subscription;
      int window = BufferPool.BLOCKS.isScarce() ? NARROW_WINDOW : WINDOW;
      int chunk = largest == 0 ? window : Math.max(largest, CHUNK);
      long open = unwritten + requested * chunk;
      boolean enough = finished || ended || open > window / 2;
      more = source == null || enough ? 0 : Math.max(1, (window - open) / chunk);
      requested += more;
    }
    if (source != null && more > 0) {
      source.request(more);
    }
  }

  private void stop(@Nullable Throwable cause) {
    Subscription source;
    boolean idle;
    synchronized (this) {
      if (finished) {
        return;
      }
      finished = true;
      idle = !writing;
      failure = cause;
      finishFilling();
      full.forEach(BufferPool.BLOCKS::release);
      full.clear();
      source = subscription;
    }
    if (source != null) {
      source.cancel();
    }
    if (idle) {
      finish();
    }
  }

  private void finish() {
    cancellation.removeListener(stop);
    Throwable cause;
    synchronized (this) {
      cause = failure;
    }
    if (cause == null) {
      done.tryComplete();
    } else {
      done.tryFail(cause);
    }
  }
}
