package io.saigon.rest.vertx;

import io.saigon.api.context.CallerContext;
import io.saigon.api.stream.QueuedStream;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Streams of the buffers of a {@link Flow.Publisher}, to send them as a body. */
public final class PublisherStream {
  private PublisherStream() {}

  /**
   * Creates a stream on the caller's context. It subscribes when it is first read, requests a few
   * buffers ahead, cancels the subscription when its handler is taken away, and can be read once.
   *
   * @param vertx Vert.x instance of the context
   * @param publisher publisher of the buffers
   * @return the stream
   */
  public static ReadStream<Buffer> of(Vertx vertx, Flow.Publisher<Buffer> publisher) {
    Objects.requireNonNull(vertx, "vertx");
    return new Subscriber(
        CallerContext.current(vertx), Objects.requireNonNull(publisher, "publisher"));
  }

  private static final class Subscriber extends QueuedStream<Buffer>
      implements Flow.Subscriber<Buffer> {
    private static final int AHEAD = 8;

    private final Flow.Publisher<Buffer> publisher;
    private final AtomicInteger requested = new AtomicInteger();
    private boolean subscribed;
    private boolean cancelled;
    private Flow.@Nullable Subscription subscription;

    Subscriber(CallerContext context, Flow.Publisher<Buffer> publisher) {
      super(context);
      this.publisher = publisher;
    }

    @Override
    protected void more() {
      if (!subscribed) {
        subscribed = true;
        publisher.subscribe(this);
      } else if (subscription != null) {
        int room = AHEAD - requested.get();
        if (room > 0) {
          requested.addAndGet(room);
          subscription.request(room);
        }
      }
    }

    @Override
    protected void abandoned() {
      drop();
      cancelled = true;
      if (subscription != null) {
        subscription.cancel();
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      context()
          .run(
              () -> {
                subscription = given;
                if (cancelled) {
                  given.cancel();
                }
                fetch(0);
              });
    }

    @Override
    public void onNext(Buffer buffer) {
      requested.decrementAndGet();
      push(buffer);
    }

    @Override
    public void onError(Throwable cause) {
      end(cause);
    }

    @Override
    public void onComplete() {
      end(null);
    }
  }
}
