package io.saigon.vault.config.store;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A stream of which a reader that pauses gets the latest item and not those before. */
final class LatestStream<T> implements ReadStream<T> {
  private final CallerContext context;
  private @Nullable Handler<T> handler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Handler<@Nullable Void> endHandler;
  private @Nullable T latest;
  private long demand = Long.MAX_VALUE;
  private boolean ended;

  LatestStream(CallerContext context) {
    this.context = context;
  }

  synchronized void emit(T item) {
    latest = item;
    context.run(this::deliver);
  }

  private void deliver() {
    T item;
    Handler<T> to;
    synchronized (this) {
      item = latest;
      to = handler;
      if (item == null || to == null || demand == 0) {
        return;
      }
      latest = null;
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
    }
    context.dispatch(item, to);
  }

  void fail(Throwable failure) {
    Handler<Throwable> to;
    synchronized (this) {
      to = exceptionHandler;
    }
    if (to != null) {
      context.emit(failure, to);
    }
  }

  void end() {
    Handler<@Nullable Void> to;
    synchronized (this) {
      to = ended ? null : endHandler;
      ended = true;
      latest = null;
    }
    if (to != null) {
      context.emit(null, to);
    }
  }

  @Override
  public synchronized ReadStream<T> exceptionHandler(@Nullable Handler<Throwable> handler) {
    exceptionHandler = handler;
    return this;
  }

  @Override
  public synchronized ReadStream<T> handler(@Nullable Handler<T> handler) {
    this.handler = handler;
    context.runLater(this::deliver);
    return this;
  }

  @Override
  public synchronized ReadStream<T> pause() {
    demand = 0;
    return this;
  }

  @Override
  public ReadStream<T> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public synchronized ReadStream<T> fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    context.runLater(this::deliver);
    return this;
  }

  @Override
  public synchronized ReadStream<T> endHandler(@Nullable Handler<@Nullable Void> handler) {
    endHandler = handler;
    return this;
  }
}
