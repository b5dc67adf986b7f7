package io.saigon.rest.vertx.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.Pipe;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** Reads a stream into memory, up to a bound. */
public final class BoundedBody implements WriteStream<Buffer> {
  private final int max;
  private final Buffer body = Buffer.buffer();

  private BoundedBody(int max) {
    this.max = max;
  }

  /**
   * Reads a whole body.
   *
   * @param contentLength the Content-Length header, or null
   * @param max bytes
   */
  public static Future<Buffer> read(Pipe<Buffer> pipe, @Nullable String contentLength, int max) {
    if (contentLength != null && longer(contentLength, max)) {
      pipe.close();
      return Future.failedFuture(tooLong(max));
    }
    BoundedBody bounded = new BoundedBody(max);
    Promise<Buffer> read = Promise.promise();
    pipe.endOnFailure(false)
        .to(bounded)
        .onComplete(
            ok -> read.complete(bounded.body),
            e -> {
              pipe.close();
              read.fail(e);
            });
    return read.future();
  }

  /** Returns the failure of a body that cannot be buffered to be signed. */
  public static IllegalArgumentException tooLong(int max) {
    return new IllegalArgumentException(
        "A body of more than "
            + max
            + " bytes is not buffered to be signed; raise SigningOptions.maxBufferedBody, or use"
            + " PayloadSigning.UNSIGNED if the service allows it");
  }

  private static boolean longer(String contentLength, int max) {
    try {
      return Long.parseLong(contentLength.trim()) > max;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public Future<Void> write(Buffer data) {
    if (body.length() + (long) data.length() > max) {
      return Future.failedFuture(tooLong(max));
    }
    body.appendBuffer(data);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    return Future.succeededFuture();
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public BoundedBody setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public BoundedBody drainHandler(@Nullable Handler<@Nullable Void> handler) {
    return this;
  }
}
