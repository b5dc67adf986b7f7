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
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
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
  private static final int PIECE = 64 * 1024;

  private final ContextInternal context;
  private final StallTimer stall;
  private final Exchange exchange;
  private final HttpClientRequest request;
  private final Publisher<ByteBuffer> content;
  private final long length;
  private @Nullable Subscription subscription;
  private long written;
  private long continueTimer = -1;
  private final Queue<ByteBuffer> pieces = new ArrayDeque<>();
  private boolean started;
  private boolean requested;
  private boolean headWritten;
  private boolean completed;
  private boolean stopped;
  private boolean sent;
  private boolean flushed;

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
      stall.await(Wait.NOTHING);
      guarded(() -> content.subscribe(this));
    }
  }

  /** Whether the whole request went out. */
  boolean flushed() {
    return flushed;
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
            more();
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
            guarded(this::complete);
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
    requested = false;
    if (stopped || sent) {
      return;
    }
    ByteBuffer part = bytes.slice();
    if (length != UNKNOWN && part.remaining() > length - written - unwritten()) {
      part.limit((int) (length - written - unwritten()));
    }
    pieces.add(part);
    pump();
  }

  private long unwritten() {
    return pieces.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** Small pieces, so that a slow peer's progress can be told from a stall. */
  private void pump() {
    while (!stopped && !sent) {
      ByteBuffer part = pieces.peek();
      if (part == null && (completed || written == length)) {
        end(null);
      } else if (headWritten && request.writeQueueFull()) {
        stall.await(Wait.WRITE);
        request.drainHandler(ignored -> guarded(this::pump));
        return;
      } else if (part == null) {
        more();
        return;
      } else {
        writePiece(part);
      }
    }
  }

  private void writePiece(ByteBuffer part) {
    ByteBuffer piece = part.slice().limit(Math.min(part.remaining(), PIECE));
    part.position(part.position() + piece.remaining());
    if (!part.hasRemaining()) {
      pieces.remove();
    }
    written += piece.remaining();
    if (written == length) {
      end(buffer(piece));
    } else if (piece.hasRemaining()) {
      if (length == UNKNOWN && !request.isChunked()) {
        request.setChunked(true);
      }
      headWritten = true;
      watch(request.write(buffer(piece)));
    }
  }

  private void more() {
    if (subscription != null && !requested) {
      requested = true;
      stall.await(Wait.NOTHING);
      subscription.request(1);
    }
  }

  private void complete() {
    completed = true;
    if (written + unwritten() < length) {
      exchange.fail(
          new IllegalStateException(
              "The request's body has only "
                  + written
                  + " bytes, but its Content-Length is "
                  + length));
    } else {
      pump();
    }
  }

  private void end(@Nullable Buffer last) {
    sent = true;
    if (!completed && subscription != null) {
      subscription.cancel();
    }
    boolean empty = last == null || last.length() == 0;
    if (empty && written == 0 && !request.isChunked() && expectsLength()) {
      request.putHeader(HttpHeaders.CONTENT_LENGTH, "0");
    }
    stall.await(Wait.WRITE);
    Future<Void> end = empty ? request.end() : request.end(last);
    end.onComplete(
        (done, failure) -> {
          if (failure == null) {
            flushed = true;
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
