package io.saigon.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stops a transfer and all that belongs to it, once. Thread-safe. */
final class Abort {
  private final Set<Consumer<Throwable>> listeners = new LinkedHashSet<>();
  private @Nullable Throwable cause;

  /** Stops when the caller's signal completes, however it does. */
  static Abort when(@Nullable Future<?> signal) {
    Abort abort = new Abort();
    if (signal != null) {
      signal.onComplete(
          done -> abort.now(new CancellationException("The caller cancelled the transfer")));
    }
    return abort;
  }

  void now(Throwable why) {
    List<Consumer<Throwable>> told;
    synchronized (this) {
      if (cause != null) {
        return;
      }
      cause = why;
      told = List.copyOf(listeners);
      listeners.clear();
    }
    told.forEach(listener -> listener.accept(why));
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
      listener.accept(already);
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
            first.tryFail(failure);
          } else if (!first.tryComplete(result)) {
            late.accept(result);
          }
        });
    return first.future();
  }
}
