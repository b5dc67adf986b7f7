package io.saigon.storage.io;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels a transfer and all that belongs to it, once. Thread-safe. */
public final class Cancellation {
  private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

  private final Set<Consumer<Throwable>> listeners = new LinkedHashSet<>();
  private @Nullable Throwable cause;

  /** Cancels when a signal of the caller completes, however it does. */
  public void cancelOn(Future<?> signal) {
    signal.onComplete(
        done -> cancel(new CancellationException("The caller cancelled the transfer")));
  }

  public void cancel(Throwable why) {
    List<Consumer<Throwable>> listening;
    synchronized (this) {
      if (cause != null) {
        return;
      }
      cause = why;
      listening = List.copyOf(listeners);
      listeners.clear();
    }
    listening.forEach(listener -> call(listener, why));
  }

  // One that fails must not keep the others from being called.
  private static void call(Consumer<Throwable> listener, Throwable why) {
    try {
      listener.accept(why);
    } catch (RuntimeException e) {
      LOG.error("A part of a transfer could not be cancelled", e);
    }
  }

  /** Returns the reason, or null while it is not cancelled. */
  public synchronized @Nullable Throwable cause() {
    return cause;
  }

  public void throwIfCancelled() {
    Throwable cancelled = cause();
    if (cancelled instanceof RuntimeException failure) {
      throw failure;
    }
  }

  /** Calls the listener on cancellation, or now if it is cancelled already. */
  public void addListener(Consumer<Throwable> listener) {
    Throwable already;
    synchronized (this) {
      already = cause;
      if (already == null) {
        listeners.add(listener);
      }
    }
    if (already != null) {
      call(listener, already);
    }
  }

  public synchronized void removeListener(Consumer<Throwable> listener) {
    listeners.remove(listener);
  }

  /**
   * Returns the result of some work, or the failure as soon as it is cancelled.
   *
   * @param late takes a result that comes after that
   */
  public <T> Future<T> race(CallerContext context, Future<T> work, Consumer<T> late) {
    Promise<T> first = context.promise();
    Consumer<Throwable> stop = first::tryFail;
    addListener(stop);
    work.onComplete(
        (result, failure) -> {
          removeListener(stop);
          if (failure != null) {
            // The work may notice the cancellation before this does, and fail in its own way.
            Throwable cancelled = cause();
            first.tryFail(cancelled == null ? failure : cancelled);
          } else if (!first.tryComplete(result)) {
            late.accept(result);
          }
        });
    return first.future();
  }

  /** Completes after a pause; fails as soon as it is cancelled, and leaves no timer then. */
  public Future<Void> pause(CallerContext context, long millis) {
    // Not of the context: those end with its verticle and never complete.
    Timer timer = context.vertx().timer(millis);
    return race(context, timer, paused -> {}).onFailure(cancelled -> timer.cancel());
  }

  /** Cancels a call when this is cancelled. */
  public <T> CompletableFuture<T> propagateTo(CompletableFuture<T> call) {
    Consumer<Throwable> stop = why -> call.cancel(true);
    addListener(stop);
    var unused = call.whenComplete((result, failure) -> removeListener(stop));
    return call;
  }
}
