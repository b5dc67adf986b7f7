package io.saigon.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.internal.ContextInternal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a transfer and all that belongs to it, once. Thread-safe. */
final class Abort {
  private static final Logger LOG = LoggerFactory.getLogger(Abort.class);

  private final Set<Consumer<Throwable>> listeners = new LinkedHashSet<>();
  private @Nullable Throwable cause;

  /** Stops when the caller's signal completes, however it does. */
  void cancelOn(Future<?> signal) {
    signal.onComplete(done -> now(new CancellationException("The caller cancelled the transfer")));
  }

  void now(Throwable why) {
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

  // One that fails must not keep the others from stopping.
  private static void call(Consumer<Throwable> listener, Throwable why) {
    try {
      listener.accept(why);
    } catch (RuntimeException e) {
      LOG.error("A part of a transfer did not stop as it should", e);
    }
  }

  synchronized @Nullable Throwable cause() {
    return cause;
  }

  /** Throws, if it stopped. */
  void check() {
    Throwable stopped = cause();
    if (stopped instanceof RuntimeException failure) {
      throw failure;
    }
  }

  /** Calls the listener when it stops, or now if it did. */
  void listen(Consumer<Throwable> listener) {
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

  synchronized void forget(Consumer<Throwable> listener) {
    listeners.remove(listener);
  }

  /**
   * The same result, or the failure as soon as it stops.
   *
   * @param late takes a result that comes after that
   */
  <T> Future<T> race(ContextInternal context, Future<T> work, Consumer<T> late) {
    Promise<T> first = context.promise();
    Consumer<Throwable> stop = first::tryFail;
    listen(stop);
    work.onComplete(
        (result, failure) -> {
          forget(stop);
          if (failure != null) {
            // The work may notice the stop before this does, and fail in its own way.
            Throwable stopped = cause();
            first.tryFail(stopped == null ? failure : stopped);
          } else if (!first.tryComplete(result)) {
            late.accept(result);
          }
        });
    return first.future();
  }

  /** Completes after a pause; fails as soon as it stops, and leaves no timer then. */
  Future<Void> pause(ContextInternal context, long millis) {
    // Not of the context: those are cancelled with its verticle and tell nobody.
    Timer timer = context.owner().timer(millis);
    return race(context, timer, paused -> {}).onFailure(stopped -> timer.cancel());
  }

  /** Cancels a call when it stops. */
  <T> CompletableFuture<T> cancelling(CompletableFuture<T> call) {
    Consumer<Throwable> stop = why -> call.cancel(true);
    listen(stop);
    var unused = call.whenComplete((result, failure) -> forget(stop));
    return call;
  }
}
