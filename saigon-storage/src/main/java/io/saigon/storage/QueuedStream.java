package io.saigon.storage;

import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is filled from one thread and calls its handlers on one context, to which all state
 * belongs. What comes from several threads would come in any order.
 */
abstract class QueuedStream<T> implements ReadStream<T> {
  private final ContextInternal context;
  private final Queue<T> queue = new ArrayDeque<>();
  private @Nullable Handler<T> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Throwable failure;
  private long demand = Long.MAX_VALUE;
  private boolean ended;
  private boolean over;
  private boolean delivering;

  QueuedStream(ContextInternal context) {
    this.context = context;
  }

  /** Called, on the context, when the queue is empty and the handler wants more. */
  abstract void more();

  /** Called, on the context, when it is over: it calls no handler any more, or the last one. */
  void released() {}

  final ContextInternal context() {
    return context;
  }

  final void push(T item) {
    onContext(
        () -> {
          if (!ended) {
            queue.add(item);
            deliver();
          }
        });
  }

  /** Ends when what was pushed before is delivered. */
  final void end(@Nullable Throwable cause) {
    onContext(
        () -> {
          if (!ended) {
            ended = true;
            failure = cause;
            deliver();
          }
        });
  }

  /** Fails at once; what was pushed and is not delivered is dropped. */
  final void fail(Throwable cause) {
    onContext(
        () -> {
          if (!over) {
            queue.clear();
            ended = true;
            failure = cause;
            deliver();
          }
        });
  }

  /** Ends at once, without a call of a handler. */
  final void drop() {
    onContext(
        () -> {
          queue.clear();
          ended = true;
          if (!over) {
            over = true;
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
    if (ended && !over && queue.isEmpty() && (failure != null || (handler != null && demand > 0))) {
      over = true;
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

  /** Hands the failure over, once; one that comes before there is a handler waits for it. */
  private void callExceptionHandler() {
    Throwable cause = failure;
    if (cause != null && exceptionHandler != null) {
      failure = null;
      context.dispatch(cause, exceptionHandler);
    }
  }

  private void onContext(Runnable task) {
    if (context.isRunningOnContext()) {
      task.run();
      return;
    }
    try {
      context.execute(task);
    } catch (RejectedExecutionException e) {
      // Vert.x is closed and has no event loop left.
      task.run();
    }
  }

  @Override
  public final ReadStream<T> handler(@Nullable Handler<T> next) {
    onContext(
        () -> {
          handler = next;
          deliver();
        });
    return this;
  }

  @Override
  public final ReadStream<T> pause() {
    onContext(() -> demand = 0);
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
    onContext(
        () -> {
          demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
          deliver();
        });
    return this;
  }

  @Override
  public final ReadStream<T> endHandler(@Nullable Handler<Void> next) {
    onContext(() -> endHandler = next);
    return this;
  }

  @Override
  public final ReadStream<T> exceptionHandler(@Nullable Handler<Throwable> next) {
    onContext(
        () -> {
          exceptionHandler = next;
          if (over) {
            callExceptionHandler();
          }
        });
    return this;
  }
}
