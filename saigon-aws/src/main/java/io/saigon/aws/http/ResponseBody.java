package io.saigon.aws.http;

import io.saigon.aws.context.LoopContext;
import io.saigon.aws.http.StallTimer.Wait;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The body of one answer, for one subscriber. A few chunks are fetched ahead of demand: the end of
 * the answer counts as one in Vert.x, and must reach a subscriber without further demand.
 */
final class ResponseBody implements Publisher<ByteBuffer>, Subscription {
  private static final int AHEAD = 16;
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final LoopContext context;
  private final StallTimer stall;
  private final Exchange exchange;
  private final HttpClientResponse response;
  private long missing;
  private final Queue<ByteBuffer> chunks = new ArrayDeque<>();
  private final AtomicBoolean claimed = new AtomicBoolean();
  private @Nullable Subscriber<? super ByteBuffer> subscriber;
  private @Nullable Throwable failure;
  private long demand;
  private int fetched;
  private boolean flowing;
  private boolean delivering;
  private boolean ended;
  private boolean finished;

  ResponseBody(
      LoopContext context, StallTimer stall, Exchange exchange, HttpClientResponse response) {
    this.context = context;
    this.stall = stall;
    this.exchange = exchange;
    this.response = response;
    String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
    this.missing = length == null ? UNKNOWN : Long.parseLong(length);
    response.exceptionHandler(exchange::broken);
    response.endHandler(ignored -> ended());
    response.handler(chunk -> received(NettyBuffers.bytes(chunk)));
  }

  /** Waits for a subscriber, unless there already is one. */
  void offered() {
    fetchAhead();
    if (subscriber == null && !finished) {
      stall.await(Wait.SUBSCRIBER);
    }
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> candidate) {
    Objects.requireNonNull(candidate, "subscriber");
    if (claimed.compareAndSet(false, true)) {
      context.run(() -> accept(candidate));
    } else {
      candidate.onSubscribe(new NoSubscription());
      candidate.onError(
          new IllegalStateException("The body of an answer can be subscribed to only once"));
    }
  }

  private void accept(Subscriber<? super ByteBuffer> accepted) {
    subscriber = accepted;
    stall.await(Wait.NOTHING);
    guarded(() -> accepted.onSubscribe(this));
    Throwable before = failure;
    if (before != null && subscriber != null) {
      subscriber = null;
      guarded(() -> accepted.onError(before));
    } else {
      deliver();
    }
  }

  @Override
  public void request(long n) {
    context.run(() -> demand(n));
  }

  @Override
  public void cancel() {
    context.run(
        () -> {
          if (subscriber != null) {
            drop();
            exchange.subscriberCancelled();
          }
        });
  }

  private void demand(long n) {
    Subscriber<? super ByteBuffer> current = subscriber;
    if (current == null) {
      return;
    }
    if (n <= 0) {
      exchange.fail(
          new IllegalArgumentException(
              "A subscriber must request at least 1 element (rule 3.9), not " + n));
      return;
    }
    demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
    deliver();
  }

  private void received(ByteBuffer chunk) {
    fetched--;
    if (finished) {
      return;
    }
    // HTTP/2 ends a body with an empty frame, but to the SDK even no bytes are a body.
    if (chunk.hasRemaining()) {
      missing -= chunk.remaining();
      chunks.add(chunk);
    }
    deliver();
  }

  private void ended() {
    ended = true;
    deliver();
  }

  /**
   * Takes what Vert.x still holds back: of an answer whose connection is closed that may be all the
   * rest, and nothing else frees it.
   */
  void release() {
    if (!ended) {
      flowing = true;
      response.resume();
    }
  }

  /**
   * Returns the number of bytes that have yet to come from Vert.x, as far as the answer's length is
   * known.
   */
  long missing() {
    return missing;
  }

  /** Ends the response after {@link #release} if all of it has arrived. */
  boolean endedByLength() {
    if (missing == 0) {
      ended();
    }
    return missing == 0;
  }

  private void deliver() {
    if (delivering || (finished && subscriber == null)) {
      return;
    }
    delivering = true;
    guarded(this::drain);
    delivering = false;
    if (ended && chunks.isEmpty()) {
      complete();
    } else {
      fetchAhead();
      updateWait();
    }
  }

  private void drain() {
    while (subscriber != null && demand > 0 && !chunks.isEmpty()) {
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
      subscriber.onNext(chunks.remove());
    }
  }

  private void complete() {
    Subscriber<? super ByteBuffer> current = subscriber;
    if (!finished) {
      finished = true;
      if (current == null) {
        exchange.finished();
        return;
      }
    }
    if (current != null) {
      subscriber = null;
      guarded(current::onComplete);
      exchange.finished();
    }
  }

  /** A subscriber's own exception breaks the exchange; it must not get a signal about it. */
  private void guarded(Runnable signal) {
    try {
      signal.run();
    } catch (RuntimeException e) {
      drop();
      exchange.fail(e);
    }
  }

  /** Ends the subscription, and the one to come, with a failure. */
  void fail(Throwable cause) {
    if (finished) {
      return;
    }
    finished = true;
    failure = cause;
    dropAll();
    Subscriber<? super ByteBuffer> current = subscriber;
    if (current != null) {
      subscriber = null;
      guarded(() -> current.onError(cause));
    }
  }

  private void drop() {
    finished = true;
    subscriber = null;
    dropAll();
  }

  private void dropAll() {
    chunks.clear();
    release();
  }

  private void fetchAhead() {
    if (finished || ended || flowing) {
      return;
    }
    if (demand == Long.MAX_VALUE) {
      flowing = true;
      response.resume();
    } else if (chunks.size() + fetched <= AHEAD / 2) {
      int more = AHEAD - chunks.size() - fetched;
      fetched += more;
      response.fetch(more);
    }
  }

  /** While the demand exceeds the received bytes, the peer is waited for. */
  void updateWait() {
    if (!finished && subscriber != null) {
      stall.await(demand > 0 && chunks.isEmpty() ? Wait.READ : Wait.NOTHING);
    }
  }

  private static final class NoSubscription implements Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
