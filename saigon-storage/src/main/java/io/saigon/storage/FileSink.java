package io.saigon.storage;

import io.saigon.aws.LentBody;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Writes what a publisher sends to a file, on a worker: large chunks that are lent from where they
 * are, others gathered in large direct buffers on the publisher's thread. What is not written yet
 * holds the publisher back.
 */
final class FileSink implements Subscriber<ByteBuffer> {
  interface Writer {
    /**
     * Writes what remains; called on a worker thread, one call at a time.
     *
     * @return false if it wants no more
     */
    boolean write(ByteBuffer content);
  }

  private static final BufferPool BUFFERS = new BufferPool(256 << 10);
  // What the machine's memory is good for, and what must do where many files are written at once.
  private static final int WINDOW = 16;
  private static final int NARROW_WINDOW = 4;
  private static final int LARGE = 64 << 10;

  private final ContextInternal context;
  private final Writer writer;
  private final Abort abort;
  private final LentBody lent;
  private final Consumer<Throwable> stop = this::stop;
  private final Promise<Void> done;
  private final Queue<ByteBuffer> full = new ArrayDeque<>();
  private @Nullable ByteBuffer filling;
  private List<ByteBuffer> writing = List.of();
  private long requested;
  private boolean ended;
  private boolean over;
  private @Nullable Throwable failure;
  private @Nullable Subscription subscription;

  FileSink(ContextInternal context, Writer writer, Abort abort, LentBody lent) {
    this.context = context;
    this.writer = writer;
    this.abort = abort;
    this.lent = lent;
    this.done = context.promise();
    abort.listen(stop);
  }

  /**
   * When all that came, or all that was wanted, is written and no worker writes any more; fails
   * with the publisher's failure after that, too.
   */
  Future<Void> done() {
    return done.future();
  }

  @Override
  public void onSubscribe(Subscription s) {
    boolean unwanted;
    synchronized (this) {
      subscription = s;
      unwanted = over;
    }
    if (unwanted) {
      s.cancel();
    } else {
      requestMore();
    }
  }

  @Override
  public void onNext(ByteBuffer chunk) {
    synchronized (this) {
      if (over) {
        lent.giveBack(chunk);
        return;
      }
      requested--;
      if (chunk.remaining() >= LARGE && lent.isLent(chunk)) {
        finishFilling();
        full.add(chunk);
      } else {
        while (chunk.hasRemaining()) {
          fill(chunk);
        }
        lent.giveBack(chunk);
      }
    }
    proceed();
  }

  private void fill(ByteBuffer chunk) {
    ByteBuffer target = filling == null ? BUFFERS.take() : filling;
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
      if (over) {
        return;
      }
      ended = true;
      failure = cause;
      finishFilling();
    }
    proceed();
  }

  private void proceed() {
    List<ByteBuffer> batch;
    boolean finished;
    synchronized (this) {
      if (over || !writing.isEmpty()) {
        return;
      }
      writing = new ArrayList<>(full);
      full.clear();
      batch = writing;
      finished = ended && batch.isEmpty();
      over = finished;
    }
    if (finished) {
      finish();
      return;
    }
    if (!batch.isEmpty()) {
      Workers.run(context, () -> write(batch)).onComplete(written -> written(batch, written));
    }
    requestMore();
  }

  private boolean write(List<ByteBuffer> batch) {
    for (ByteBuffer content : batch) {
      if (!writer.write(content)) {
        return false;
      }
    }
    return true;
  }

  private void written(List<ByteBuffer> batch, AsyncResult<Boolean> more) {
    batch.forEach(this::free);
    boolean stopped;
    synchronized (this) {
      writing = List.of();
      stopped = over;
    }
    if (stopped) {
      finish();
    } else if (more.failed() || !more.result()) {
      stop(more.cause());
    } else {
      proceed();
    }
  }

  private void free(ByteBuffer content) {
    if (lent.isLent(content)) {
      lent.giveBack(content);
    } else {
      BUFFERS.give(content);
    }
  }

  private void requestMore() {
    Subscription source;
    long more;
    synchronized (this) {
      source = subscription;
      int window = BUFFERS.isScarce() ? NARROW_WINDOW : WINDOW;
      long open = full.size() + writing.size() + requested;
      boolean enough = over || ended || open > window / 2;
      more = source == null || enough ? 0 : window - open;
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
      if (over) {
        return;
      }
      over = true;
      idle = writing.isEmpty();
      failure = cause;
      finishFilling();
      full.forEach(this::free);
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
    abort.forget(stop);
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
