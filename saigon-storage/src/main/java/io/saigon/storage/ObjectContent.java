package io.saigon.storage;

import io.netty.buffer.Unpooled;
import io.saigon.api.TransportException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.ObjectStream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Content as the SDK publishes it, for a Vert.x application. A connection that breaks is replaced
 * by one that goes on where it broke, as long as the object stays the same.
 */
final class ObjectContent extends QueuedStream<Buffer>
    implements ObjectStream, Subscriber<ByteBuffer> {
  private static final int WINDOW = 16;

  private final Operation operation;
  private final ObjectInfo info;
  private final @Nullable ContentCheck check;
  private final long end;
  private final Consumer<Throwable> stop = this::stop;
  private final RetryBudget budget = new RetryBudget();
  private final AtomicLong requested = new AtomicLong();
  private final AtomicLong position;
  private volatile boolean cancelled;
  private volatile @Nullable Subscription subscription;

  private ObjectContent(
      Operation operation, ObjectInfo info, long start, long end, @Nullable ContentCheck check) {
    super(operation.calls().context());
    this.operation = operation;
    this.info = info;
    this.position = new AtomicLong(start);
    this.end = end;
    this.check = check;
  }

  /** Reads the whole of an object, which is verified. */
  static ObjectContent ofWhole(Operation operation, ObjectInfo info, ObjectBody body) {
    Long length = body.response().contentLength();
    return new ObjectContent(
            operation, info, 0, length == null ? -1 : length, ContentCheck.of(body.response()))
        .reading(body);
  }

  /**
   * Reads a range of an object.
   *
   * @param body an answer that is a range
   */
  static ObjectContent ofRange(Operation operation, ObjectInfo info, ObjectBody body) {
    ContentRange range = Objects.requireNonNull(ContentRange.parse(body.response().contentRange()));
    return new ObjectContent(operation, info, range.first(), range.last() + 1, null).reading(body);
  }

  private ObjectContent reading(ObjectBody body) {
    body.subscribe(this);
    operation.calls().abort().listen(stop);
    return this;
  }

  private void stop(Throwable cause) {
    fail(cause);
    close();
  }

  private void close() {
    cancelled = true;
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }

  @Override
  void released() {
    operation.calls().abort().forget(stop);
    operation.end();
  }

  @Override
  public ObjectInfo info() {
    return info;
  }

  @Override
  void more() {
    Subscription source = subscription;
    long open = requested.get();
    if (source != null && open <= WINDOW / 2) {
      requested.addAndGet(WINDOW - open);
      source.request(WINDOW - open);
    }
  }

  @Override
  public Future<Void> cancel() {
    drop();
    close();
    return context().succeededFuture();
  }

  @Override
  public void onSubscribe(Subscription s) {
    requested.set(0);
    subscription = s;
    if (cancelled) {
      s.cancel();
    }
    // Somebody may have asked before there was someone to ask.
    fetch(0);
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    requested.decrementAndGet();
    position.addAndGet(bytes.remaining());
    if (check != null) {
      check.update(bytes.duplicate());
    }
    push(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes)));
  }

  @Override
  public void onError(Throwable failure) {
    Throwable known = S3Failures.reading(info.descriptor(), failure);
    boolean mendable =
        !cancelled
            && known instanceof TransportException
            && info.eTag() != null
            && position.get() < end
            && budget.tolerates(position.get());
    if (mendable) {
      reopen();
    } else {
      end(operation.failure(known));
    }
  }

  private void reopen() {
    S3Calls calls = operation.calls();
    long from = position.get();
    calls
        .abort()
        .pause(context(), budget.pauseMillis())
        .compose(
            paused ->
                new S3Reader(calls)
                    .open(
                        info.descriptor(),
                        "bytes=" + from + "-" + (end - 1),
                        S3Objects.quoted(info.eTag())))
        .onSuccess(
            body -> {
              if (body.isRange(from, end - 1)) {
                body.subscribe(this);
              } else {
                body.discard();
                end(S3Failures.noRanges(info.descriptor()));
              }
            })
        .onFailure(failure -> end(operation.failure(failure)));
  }

  @Override
  public void onComplete() {
    if (end >= 0 && position.get() != end) {
      end(S3Failures.length(info.descriptor(), end, position.get()));
      return;
    }
    try {
      if (check != null) {
        check.require(info.descriptor());
      }
      end(null);
    } catch (ObjectException damaged) {
      end(damaged);
    }
  }
}
