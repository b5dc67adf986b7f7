package io.saigon.rest.vertx;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** Single bytes at intervals, and then the end or a failure. */
final class SlowBody implements ReadStream<Buffer> {
  private final Vertx vertx;
  private final long millis;
  private int left;
  private RuntimeException failure;
  private Handler<Buffer> handler;
  private Handler<Void> endHandler;
  private Handler<Throwable> exceptionHandler;
  private boolean flowing;

  SlowBody(Vertx vertx, int bytes, long millis) {
    this.vertx = vertx;
    this.left = bytes;
    this.millis = millis;
  }

  SlowBody failingBy(RuntimeException failure) {
    this.failure = failure;
    return this;
  }

  private void next() {
    if (!flowing) {
      return;
    }
    if (left > 0) {
      left--;
      if (handler != null) {
        handler.handle(Buffer.buffer("x"));
      }
      vertx.setTimer(millis, id -> next());
    } else if (failure != null && exceptionHandler != null) {
      exceptionHandler.handle(failure);
    } else if (failure == null && endHandler != null) {
      endHandler.handle(null);
    }
  }

  @Override
  public SlowBody handler(Handler<Buffer> handler) {
    this.handler = handler;
    return this;
  }

  @Override
  public SlowBody pause() {
    flowing = false;
    return this;
  }

  @Override
  public SlowBody resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public SlowBody fetch(long amount) {
    if (!flowing) {
      flowing = true;
      vertx.runOnContext(run -> next());
    }
    return this;
  }

  @Override
  public SlowBody exceptionHandler(Handler<Throwable> handler) {
    exceptionHandler = handler;
    return this;
  }

  @Override
  public SlowBody endHandler(Handler<Void> handler) {
    endHandler = handler;
    return this;
  }
}
