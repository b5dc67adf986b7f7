package io.saigon.api.stream;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A stream that delivers items to its handlers on one context, which all its state is confined to.
 * Items are pushed from one thread at a time, to keep their order.
 */
public abstract class QueuedStream<T> implements ReadStream<T> {
  private final CallerContext context;
  private final Queue<T> queue = new ArrayDeque<>();
  private @Nullable Handler<T> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Throwable failure;
  private long demand = Long.MAX_VALUE;
  private boolean ended;
  private boolean finished;
  private boolean delivering;

  protected QueuedStream(CallerContext context) {
    this.context = context;
  }

  /** Called on the context when the queue is empty and there is demand. */
  protected abstract void more();

  /** Called on the context when the handler is taken away. */
  protected void abandoned() {}

  /** Called on the context at the end, before the last handler. */
  protected void released() {}

  protected final CallerContext context() {
    return context;
  }

  protected final void push(T item) {
    context.run(
        () -> {
          if (!ended) {
            queue.add(item);
            deliver();
          }
        });
  }

  /** Ends when all items that were pushed before are delivered. */
  protected final void end(@Nullable Throwable cause) {
    context.run(
        () -> {
          if (!ended) {
            ended = true;
            failure = cause;
            deliver();
          }
        });
  }

  /** Fails at once; items that are not delivered yet are dropped. */
  protected final void fail(Throwable cause) {
    context.run(
        () -> {
          if (!finished) {
            queue.clear();
            ended = true;
            failure = cause;
            deliver();
          }
        });
  }

  /** Ends at once and calls no handler. */
  protected final void drop() {
    context.run(
        () -> {
          queue.clear();
          ended = true;
          if (!finished) {
            finished = true;
            released();
          }
        });
  }

  private void deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    try {
      while (handler != null && demand > 0 && !queue.isEmpty()) {
        demand = demand == Long.MAX_VALUE ? demand : demand - 1;
        context.dispatch(queue.remove(), handler);
      }
    } finally {
      delivering = false;
    }
    if (ended
        && !finished
        && queue.isEmpty()
        && (failure != null || (handler != null && demand > 0))) {
      finished = true;
      released();
      callEndHandler();
    } else if (!ended && queue.isEmpty() && handler != null && demand > 0) {
      more();
    }
  }

  private void callEndHandler() {
    if (failure != null) {
      callExceptionHandler();
    } else if (endHandler != null) {
      context.dispatch(null, endHandler);
    }
  }

  /** Delivers the failure once; without a handler it is kept until there is one. */
  private void callExceptionHandler() {
    Throwable cause = failure;
    if (cause != null && exceptionHandler != null) {
      failure = null;
      context.dispatch(cause, exceptionHandler);
    }
  }

  @Override
  public final ReadStream<T> handler(@Nullable Handler<T> next) {
    context.run(
        () -> {
          handler = next;
          if (next == null) {
            abandoned();
          }
          deliver();
        });
    return this;
  }

  @Override
  public final ReadStream<T> pause() {
    context.run(() -> demand = 0);
    return this;
  }

  @Override
  public final ReadStream<T> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public final ReadStream<T> fetch(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("amount must not be below 0");
    }
    context.run(
        () -> {
          demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
          deliver();
        });
    return this;
  }

  @Override
  public final ReadStream<T> endHandler(@Nullable Handler<Void> next) {
    context.run(() -> endHandler = next);
    return this;
  }

  @Override
  public final ReadStream<T> exceptionHandler(@Nullable Handler<Throwable> next) {
    context.run(
        () -> {
          exceptionHandler = next;
          if (finished) {
            callExceptionHandler();
          }
        });
    return this;
  }
}
