package io.saigon.rest.vertx.http;

import io.saigon.api.context.CallerContext;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.WriteStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request whose bodies are streamed; it fails after a time without progress. */
public final class Transfer {
  private static final int SLICE = 1 << 20;

  private final VertxHttpClient client;
  private final CallerContext context;
  private final RestRequest request;
  private final long idleMillis;
  private final CallResult<Void> result;
  private @Nullable HttpClientRequest sent;
  private volatile long lastProgress;

  public Transfer(VertxHttpClient client, RestRequest request, long idleMillis) {
    this.client = client;
    this.context = CallerContext.current(client.vertx());
    this.request = request;
    this.idleMillis = idleMillis;
    this.result = new CallResult<>(context, request);
  }

  /** Sends a body, and discards the response's. */
  public Future<Void> upload(Buffer body) {
    return upload(
        to -> {
          Promise<Void> written = context.promise();
          write(to, body, 0, written);
          return written.future();
        });
  }

  /** Sends a body that a function writes to a stream, and discards the response's. */
  public Future<Void> upload(Function<WriteStream<Buffer>, Future<Void>> body) {
    return run(body, answer -> answer.handler(chunk -> progressed()).resume().end());
  }

  /** Writes the response's body to a stream, which is ended if the body is complete. */
  public Future<Void> download(WriteStream<Buffer> to) {
    return run(
        WriteStream::end, answer -> answer.pipe().endOnFailure(false).to(new ProgressStream(to)));
  }

  private Future<Void> run(
      Function<WriteStream<Buffer>, Future<Void>> body,
      Function<HttpClientResponse, Future<Void>> received) {
    return result.begin(
        () -> {
          result.onFailure(this::abort);
          progressed();
          failWhenIdle(idleMillis);
          HttpAttempt.open(client, request, idleMillis, null)
              .compose(opened -> send(opened, body))
              .compose(this::checked)
              .compose(received)
              .onComplete(done -> result.succeed(), this::failed);
        });
  }

  private Future<HttpClientResponse> send(
      HttpClientRequest opened, Function<WriteStream<Buffer>, Future<Void>> body) {
    // Vert.x logs the reset of a request that has not ended, unless it is handled.
    opened.exceptionHandler(e -> {});
    sent = opened;
    if (result.hasEnded()) {
      opened.reset();
      return context.failed(new IllegalStateException("The transfer has ended"));
    }
    Future<HttpClientResponse> head = opened.response().map(HttpClientResponse::pause);
    body.apply(new ProgressStream(opened)).onFailure(e -> context.emit(e, this::failed));
    return head;
  }

  private Future<HttpClientResponse> checked(HttpClientResponse answer) {
    progressed();
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return context.succeeded(answer);
    }
    String message = answer.statusMessage() == null ? "" : answer.statusMessage();
    return BoundedBody.read(answer.pipe(), null, HttpAttempt.MAX_ERROR_BODY)
        .otherwise(Buffer.buffer())
        .map(
            body -> {
              throw RestFailures.status(
                  request, new RestResponse(status, message, answer.headers(), body), null);
            });
  }

  private void failed(Throwable cause) {
    boolean transport = RestFailures.isTransport(cause) || cause instanceof SSLException;
    result.fail(transport ? RestFailures.failure(request, cause, idleMillis) : cause);
  }

  private void abort(Throwable cause) {
    if (sent != null) {
      sent.reset(0, cause);
    }
  }

  private void progressed() {
    lastProgress = System.nanoTime();
  }

  private void failWhenIdle(long millis) {
    result
        .pause(millis)
        .onSuccess(
            paused -> {
              long idle = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastProgress);
              if (idle < idleMillis) {
                failWhenIdle(idleMillis - idle);
              } else {
                result.fail(RestFailures.timedOut(request, idleMillis));
              }
            });
  }

  /** Writes in slices, because a single write shows no progress. */
  private void write(WriteStream<Buffer> to, Buffer body, int from, Promise<Void> written) {
    int end = Math.min(body.length(), from + SLICE);
    Buffer slice = body.slice(from, end);
    if (end == body.length()) {
      to.end(slice).onComplete(written);
    } else {
      to.write(slice)
          .onComplete(
              next -> context.runLater(() -> write(to, body, end, written)), written::tryFail);
    }
  }

  /** A stream that notes the progress of its writes. */
  private final class ProgressStream implements WriteStream<Buffer> {
    private final WriteStream<Buffer> to;

    ProgressStream(WriteStream<Buffer> to) {
      this.to = to;
    }

    @Override
    public Future<Void> write(Buffer data) {
      progressed();
      return to.write(data).onSuccess(written -> progressed());
    }

    @Override
    public Future<Void> end() {
      return to.end();
    }

    @Override
    public boolean writeQueueFull() {
      return to.writeQueueFull();
    }

    @Override
    public ProgressStream setWriteQueueMaxSize(int maxSize) {
      to.setWriteQueueMaxSize(maxSize);
      return this;
    }

    @Override
    public ProgressStream drainHandler(@Nullable Handler<@Nullable Void> handler) {
      to.drainHandler(handler);
      return this;
    }

    /** Keeps the handler of the stream: a pipe that is closed takes it off. */
    @Override
    public ProgressStream exceptionHandler(@Nullable Handler<Throwable> handler) {
      return this;
    }
  }
}
