package io.saigon.storage;

import io.netty.buffer.Unpooled;
import io.saigon.api.TransportException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.ObjectStream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
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

  private final S3Reader reader;
  private final ObjectInfo info;
  private final @Nullable ContentCheck check;
  private final long end;
  private final Breaks breaks = new Breaks();
  private final AtomicLong requested = new AtomicLong();
  private final AtomicLong position;
  private volatile boolean cancelled;
  private volatile @Nullable Subscription subscription;

  private ObjectContent(
      ContextInternal context,
      S3Reader reader,
      ObjectInfo info,
      long start,
      long end,
      @Nullable ContentCheck check) {
    super(context);
    this.reader = reader;
    this.info = info;
    this.position = new AtomicLong(start);
    this.end = end;
    this.check = check;
  }

  /**
   * What a body has.
   *
   * @param start position in the object
   * @param whole whether it is all of the object, which then is verified
   */
  static ObjectContent of(
      ContextInternal context,
      S3Reader reader,
      ObjectInfo info,
      ObjectBody body,
      long start,
      boolean whole) {
    Long length = body.response().contentLength();
    ObjectContent content =
        new ObjectContent(
            context,
            reader,
            info,
            start,
            length == null ? -1 : start + length,
            whole ? ContentCheck.of(body.response()) : null);
    body.subscribe(content);
    return content;
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
    cancelled = true;
    drop();
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
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
            && breaks.tolerates(position.get());
    if (mendable) {
      context().setTimer(breaks.pauseMillis(), timer -> reopen());
    } else {
      end(known);
    }
  }

  private void reopen() {
    long from = position.get();
    reader
        .open(info.descriptor(), "bytes=" + from + "-" + (end - 1), S3Objects.quoted(info.eTag()))
        .onSuccess(
            body -> {
              if (body.startsAt(from)) {
                body.subscribe(this);
              } else {
                body.discard();
                end(S3Failures.noRanges(info.descriptor()));
              }
            })
        .onFailure(this::end);
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
