package io.saigon.storage.download;

import io.saigon.api.error.TransportException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.ObjectStream;
import io.saigon.api.stream.QueuedStream;
import io.saigon.storage.io.Buffers;
import io.saigon.storage.s3.ContentRange;
import io.saigon.storage.s3.ObjectBody;
import io.saigon.storage.s3.Operation;
import io.saigon.storage.s3.S3Failures;
import io.saigon.storage.s3.S3Reader;
import io.saigon.storage.s3.TransferMetrics;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The content that the SDK publishes, as a stream of Vert.x. A connection that breaks is replaced
 * by one that continues at the same position, as long as the object stays the same.
 */
public final class S3ObjectStream extends QueuedStream<Buffer>
    implements ObjectStream, Subscriber<ByteBuffer> {
  private static final int MAX_REQUESTED = 16;

  private final Operation operation;
  private final ObjectInfo info;
  private final @Nullable ContentChecksum checksum;
  private final TransferMetrics.Started metrics;
  private final long start;
  private final long end;
  private final Consumer<Throwable> stop = this::stop;
  private final Resumption resumption;
  private final AtomicLong requested = new AtomicLong();
  private final AtomicLong position;
  private volatile boolean cancelled;
  private volatile @Nullable Subscription subscription;
  private volatile @Nullable Throwable failure;

  private S3ObjectStream(
      Operation operation,
      TransferMetrics.Started metrics,
      ObjectInfo info,
      long start,
      long end,
      @Nullable ContentChecksum checksum) {
    super(operation.calls().context());
    this.operation = operation;
    this.metrics = metrics;
    this.info = info;
    this.start = start;
    this.position = new AtomicLong(start);
    this.end = end;
    this.resumption = new Resumption(operation.calls(), info, end);
    this.checksum = checksum;
  }

  /** Reads the whole of an object, which is verified. */
  static S3ObjectStream ofWhole(
      Operation operation, TransferMetrics.Started metrics, ObjectInfo info, ObjectBody body) {
    Long length = body.response().contentLength();
    return new S3ObjectStream(
            operation,
            metrics,
            info,
            0,
            length == null ? -1 : length,
            ContentChecksum.of(body.response()))
        .reading(body);
  }

  /**
   * Reads a range of an object.
   *
   * @param body a response that is a range
   */
  static S3ObjectStream ofRange(
      Operation operation, TransferMetrics.Started metrics, ObjectInfo info, ObjectBody body) {
    ContentRange range = Objects.requireNonNull(ContentRange.parse(body.response().contentRange()));
    return new S3ObjectStream(operation, metrics, info, range.first(), range.last() + 1, null)
        .reading(body);
  }

  private S3ObjectStream reading(ObjectBody body) {
    body.subscribe(this);
    operation.calls().cancellation().addListener(stop);
    return this;
  }

  private void ended(@Nullable Throwable cause) {
    failure = cause;
    end(cause);
  }

  private void stop(Throwable cause) {
    failure = cause;
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
  protected void released() {
    operation.calls().cancellation().removeListener(stop);
    operation.end();
    operation.calls().count().add(position.get() - start);
    metrics.ended(failure);
  }

  @Override
  public ObjectInfo info() {
    return info;
  }

  @Override
  protected void more() {
    Subscription source = subscription;
    long open = requested.get();
    if (source != null && open <= MAX_REQUESTED / 2) {
      requested.addAndGet(MAX_REQUESTED - open);
      source.request(MAX_REQUESTED - open);
    }
  }

  @Override
  public Future<Void> cancel() {
    drop();
    close();
    return context().succeeded();
  }

  @Override
  public void onSubscribe(Subscription s) {
    requested.set(0);
    subscription = s;
    if (cancelled) {
      s.cancel();
    }
    // The handler may have been set before there was a subscription.
    fetch(0);
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    requested.decrementAndGet();
    position.addAndGet(bytes.remaining());
    if (checksum != null) {
      checksum.update(bytes.duplicate());
    }
    push(Buffers.wrap(bytes));
  }

  @Override
  public void onError(Throwable broken) {
    Throwable known = S3Failures.reading(info.descriptor(), broken);
    boolean resumable =
        !cancelled && known instanceof TransportException && resumption.allows(position.get());
    if (resumable) {
      reopen();
    } else {
      ended(operation.failure(known));
    }
  }

  private void reopen() {
    long from = position.get();
    resumption
        .pause()
        .compose(paused -> new S3Reader(operation.calls()).open(info, from, end - 1))
        .map(body -> body.requireRange(info.descriptor(), from, end - 1))
        .onSuccess(body -> body.subscribe(this))
        .onFailure(broken -> ended(operation.failure(broken)));
  }

  @Override
  public void onComplete() {
    if (end >= 0 && position.get() != end) {
      ended(S3Failures.length(info.descriptor(), end, position.get()));
      return;
    }
    try {
      if (checksum != null) {
        checksum.verify(info.descriptor());
      }
      ended(null);
    } catch (ObjectException damaged) {
      ended(damaged);
    }
  }
}
