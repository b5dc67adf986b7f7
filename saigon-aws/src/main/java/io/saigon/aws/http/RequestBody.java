package io.saigon.aws.http;

import io.saigon.aws.context.LoopContext;
import io.saigon.aws.http.StallTimer.Wait;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
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
  private static final Set<String> LENGTH_EXPECTED = Set.of("POST", "PUT", "PATCH");
  private static final long UNKNOWN = -1;

  private final LoopContext context;
  private final StallTimer stall;
  private final Exchange exchange;
  private final HttpClientRequest request;
  private final Publisher<ByteBuffer> content;
  private final long length;
  private @Nullable Subscription subscription;
  private long written;
  private final ChunkQueue chunks = new ChunkQueue();
  private final ContinueGate gate;
  private boolean started;
  private boolean requested;
  private boolean headWritten;
  private boolean completed;
  private boolean stopped;
  private boolean sent;
  private boolean flushed;

  RequestBody(
      LoopContext context,
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
    this.gate = new ContinueGate(context);
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
    stall.await(Wait.NOTHING);
    if (length == UNKNOWN) {
      request.setChunked(true);
    }
    gate.await(request, this::send);
    watch(request.sendHead());
  }

  private void send() {
    gate.cancel();
    if (!started && !stopped) {
      started = true;
      stall.await(Wait.NOTHING);
      guarded(() -> content.subscribe(this));
    }
  }

  /** Returns whether the whole request was sent. */
  boolean flushed() {
    return flushed;
  }

  /** The final response has arrived: a body that still waits for a 100 is not sent. */
  void answered() {
    if (!started) {
      stop();
    }
  }

  void stop() {
    gate.cancel();
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
    context.run(
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
    context.run(() -> guarded(() -> take(bytes)));
  }

  @Override
  public void onError(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    context.run(
        () -> {
          if (!stopped && !sent) {
            stopped = true;
            exchange.fail(failure);
          }
        });
  }

  @Override
  public void onComplete() {
    context.run(
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

  private void take(ByteBuffer bytes) {
    requested = false;
    if (stopped || sent) {
      return;
    }
    ByteBuffer part = bytes.slice();
    if (length != UNKNOWN && part.remaining() > length - written - chunks.remaining()) {
      part.limit((int) (length - written - chunks.remaining()));
    }
    chunks.add(part);
    pump();
  }

  private void pump() {
    while (!stopped && !sent) {
      boolean empty = chunks.remaining() == 0;
      if (empty && (completed || written == length)) {
        end(null);
      } else if (headWritten && request.writeQueueFull()) {
        stall.await(Wait.WRITE);
        request.drainHandler(ignored -> guarded(this::pump));
        return;
      } else if (empty) {
        more();
        return;
      } else {
        write();
      }
    }
  }

  private void write() {
    ByteBuffer chunk = chunks.next();
    written += chunk.remaining();
    if (written == length) {
      end(buffer(chunk));
    } else {
      if (length == UNKNOWN && !request.isChunked()) {
        request.setChunked(true);
      }
      headWritten = true;
      watch(request.write(buffer(chunk)));
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
    if (written + chunks.remaining() < length) {
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

  private static Buffer buffer(ByteBuffer bytes) {
    return NettyBuffers.of(bytes);
  }
}
