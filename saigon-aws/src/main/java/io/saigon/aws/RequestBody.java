package io.saigon.aws;

import io.netty.buffer.Unpooled;
import io.saigon.aws.StallTimer.Wait;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Writes what a publisher gives as the body of a request, no faster than the connection takes it.
 */
final class RequestBody implements Subscriber<ByteBuffer> {
  /** RFC 9110, 10.1.1: a client should not wait for a 100 for ever. */
  private static final long CONTINUE_MILLIS = 1000;

  private static final Set<String> LENGTH_EXPECTED = Set.of("POST", "PUT", "PATCH");
  private static final long UNKNOWN = -1;

  private final ContextInternal context;
  private final StallTimer stall;
  private final Exchange exchange;
  private final HttpClientRequest request;
  private final Publisher<ByteBuffer> content;
  private final long length;
  private @Nullable Subscription subscription;
  private long written;
  private long continueTimer = -1;
  private boolean started;
  private boolean stopped;
  private boolean sent;

  RequestBody(
      ContextInternal context,
      StallTimer stall,
      Exchange exchange,
      HttpClientRequest request,
      Publisher<ByteBuffer> content,
      long length) {
    this.context = context;
    this.stall = stall;
    this.exchange = exchange;
    this.request = request;
    this.content = content;
    this.length = length;
  }

  static long length(HttpClientRequest request, Optional<Long> published) {
    String declared = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (declared != null) {
      return Long.parseLong(declared);
    }
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      return UNKNOWN;
    }
    return published.orElse(UNKNOWN);
  }

  void start(boolean fullDuplex) {
    boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (chunked) {
      request.setChunked(true);
    } else if (length > 0) {
      request.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    }
    stall.await(Wait.WRITE);
    if (length != 0 && request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
      awaitContinue();
    } else {
      if (fullDuplex || (length == UNKNOWN && request.version() == HttpVersion.HTTP_2)) {
        request.setChunked(length == UNKNOWN);
        watch(request.sendHead());
      }
      send();
    }
  }

  private void awaitContinue() {
    if (length == UNKNOWN) {
      request.setChunked(true);
    }
    request.continueHandler(ignored -> send());
    continueTimer = context.setTimer(CONTINUE_MILLIS, id -> send());
    watch(request.sendHead());
  }

  private void send() {
    cancelContinueTimer();
    if (!started && !stopped) {
      started = true;
      guarded(() -> content.subscribe(this));
    }
  }

  /** Whether the whole request went out. */
  boolean sent() {
    return sent;
  }

  /** The final answer is here: a body that still waits for a 100 is not wanted. */
  void answered() {
    if (!started) {
      stop();
    }
  }

  void stop() {
    cancelContinueTimer();
    if (!stopped) {
      stopped = true;
      if (subscription != null && !sent) {
        subscription.cancel();
      }
    }
  }

  @Override
  public void onSubscribe(Subscription given) {
    Objects.requireNonNull(given, "subscription");
    LoopContext.run(
        context,
        () -> {
          if (stopped || subscription != null) {
            given.cancel();
          } else {
            subscription = given;
            given.request(1);
          }
        });
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    Objects.requireNonNull(bytes, "bytes");
    LoopContext.run(context, () -> guarded(() -> write(bytes)));
  }

  @Override
  public void onError(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    LoopContext.run(
        context,
        () -> {
          if (!stopped && !sent) {
            stopped = true;
            exchange.fail(failure);
          }
        });
  }

  @Override
  public void onComplete() {
    LoopContext.run(
        context,
        () -> {
          if (!stopped && !sent) {
            guarded(this::completed);
          }
        });
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      exchange.fail(e);
    }
  }

  private void write(ByteBuffer bytes) {
    if (stopped || sent) {
      return;
    }
    ByteBuffer part = bytes.slice();
    if (length != UNKNOWN && part.remaining() > length - written) {
      part.limit((int) (length - written));
    }
    written += part.remaining();
    if (written == length) {
      Subscription done = subscription;
      end(buffer(part));
      if (done != null) {
        done.cancel();
      }
    } else if (!part.hasRemaining()) {
      more();
    } else {
      if (length == UNKNOWN && !request.isChunked()) {
        request.setChunked(true);
      }
      stall.await(Wait.WRITE);
      watch(request.write(buffer(part)));
      if (request.writeQueueFull()) {
        request.drainHandler(ignored -> drained());
      } else {
        stall.await(Wait.NOTHING);
        more();
      }
    }
  }

  private void drained() {
    if (!stopped && !sent) {
      request.drainHandler(null);
      stall.await(Wait.NOTHING);
      more();
    }
  }

  private void more() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  private void completed() {
    if (written < length) {
      exchange.fail(
          new IllegalStateException(
              "The request's body has only "
                  + written
                  + " bytes, but its Content-Length is "
                  + length));
    } else {
      end(null);
    }
  }

  private void end(@Nullable Buffer last) {
    sent = true;
    boolean empty = last == null || last.length() == 0;
    if (empty && written == 0 && !request.isChunked() && expectsLength()) {
      request.putHeader(HttpHeaders.CONTENT_LENGTH, "0");
    }
    stall.await(Wait.WRITE);
    Future<Void> end = empty ? request.end() : request.end(last);
    end.onComplete(
        (done, failure) -> {
          if (failure == null) {
            exchange.requestSent();
          } else {
            exchange.broken(failure);
          }
        });
  }

  private boolean expectsLength() {
    return LENGTH_EXPECTED.contains(request.getMethod().name())
        && !request.headers().contains(HttpHeaders.CONTENT_LENGTH);
  }

  private void watch(Future<Void> write) {
    write.onFailure(exchange::broken);
  }

  private void cancelContinueTimer() {
    if (continueTimer >= 0) {
      context.owner().cancelTimer(continueTimer);
      continueTimer = -1;
    }
  }

  private static Buffer buffer(ByteBuffer bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
  }
}
