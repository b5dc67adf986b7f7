package io.saigon.storage;

import io.netty.buffer.Unpooled;
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

/** Content as the SDK publishes it, for a Vert.x application. */
final class ObjectContent extends QueuedStream<Buffer>
    implements ObjectStream, Subscriber<ByteBuffer> {
  private static final int WINDOW = 16;

  private final ObjectInfo info;
  private final AtomicLong requested = new AtomicLong();
  private volatile @Nullable Subscription subscription;

  ObjectContent(ContextInternal context, ObjectInfo info) {
    super(context);
    this.info = info;
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
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
    return context().succeededFuture();
  }

  @Override
  public void onSubscribe(Subscription s) {
    subscription = s;
    // Somebody may have asked before there was someone to ask.
    fetch(0);
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    requested.decrementAndGet();
    push(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes)));
  }

  @Override
  public void onError(Throwable failure) {
    end(S3Failures.reading(info.descriptor(), failure));
  }

  @Override
  public void onComplete() {
    end(null);
  }
}
