package io.saigon.rest.vertx;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReadStream} of the buffers of a {@link Flow.Publisher}. It requests a few buffers ahead,
 * subscribes when it is first read, and can be read once.
 */
public final class PublisherStream implements ReadStream<Buffer> {
  private static final int AHEAD = 8;

  private final CallerContext context;
  private final Flow.Publisher<Buffer> publisher;
  private final Queue<Buffer> pending = new ArrayDeque<>();
  private Flow.@Nullable Subscription subscription;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<@Nullable Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private boolean subscribed;
  private boolean over;
  private long demand = Long.MAX_VALUE;
  private int requested;

  private PublisherStream(CallerContext context, Flow.Publisher<Buffer> publisher) {
    this.context = context;
    this.publisher = publisher;
  }

  /**
   * Creates a stream on the caller's context.
   *
   * @param vertx Vert.x instance of the context
   * @param publisher publisher of the buffers
   * @return the stream
   */
  public static ReadStream<Buffer> of(Vertx vertx, Flow.Publisher<Buffer> publisher) {
    CallerContext context = CallerContext.current(vertx);
    return new PublisherStream(context, Objects.requireNonNull(publisher, "publisher"));
  }

  @Override
  public PublisherStream handler(@Nullable Handler<Buffer> handler) {
    return onContext(
        () -> {
          this.handler = handler;
          if (handler == null) {
            over = true;
            pending.clear();
            if (subscription != null) {
              subscription.cancel();
            }
          } else if (!subscribed) {
            subscribed = true;
            publisher.subscribe(new Subscriber());
          }
        });
  }

  @Override
  public PublisherStream pause() {
    return onContext(() -> demand = 0);
  }

  @Override
  public PublisherStream resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public PublisherStream fetch(long amount) {
    return onContext(
        () -> {
          demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
          deliver();
        });
  }

  @Override
  public PublisherStream endHandler(@Nullable Handler<@Nullable Void> handler) {
    return onContext(() -> endHandler = handler);
  }

  @Override
  public PublisherStream exceptionHandler(@Nullable Handler<Throwable> handler) {
    return onContext(() -> exceptionHandler = handler);
  }

  private PublisherStream onContext(Runnable task) {
    context.emit(this, self -> task.run());
    return this;
  }

  private void deliver() {
    while (demand > 0 && handler != null && !pending.isEmpty()) {
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
      handler.handle(pending.remove());
    }
    if (over && demand > 0 && pending.isEmpty() && endHandler != null) {
      Handler<@Nullable Void> end = endHandler;
      endHandler = null;
      end.handle(null);
    }
    int room = AHEAD - pending.size() - requested;
    if (!over && demand > 0 && room > 0 && subscription != null) {
      requested += room;
      subscription.request(room);
    }
  }

  private void fail(Throwable cause) {
    over = true;
    endHandler = null;
    if (exceptionHandler != null) {
      exceptionHandler.handle(cause);
    }
  }

  private final class Subscriber implements Flow.Subscriber<Buffer> {
    @Override
    public void onSubscribe(Flow.Subscription given) {
      onContext(
          () -> {
            subscription = given;
            if (over) {
              given.cancel();
            } else {
              deliver();
            }
          });
    }

    @Override
    public void onNext(Buffer buffer) {
      onContext(
          () -> {
            requested--;
            if (!over) {
              pending.add(buffer);
              deliver();
            }
          });
    }

    @Override
    public void onError(Throwable cause) {
      onContext(() -> fail(cause));
    }

    @Override
    public void onComplete() {
      onContext(
          () -> {
            over = true;
            deliver();
          });
    }
  }
}
