package io.saigon.api.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a caller may cancel together, as a future of Vert.x cannot be cancelled.
 *
 * <p>A caller begins calls in a scope by {@link #run}. Whatever sends their requests finds the
 * scope by {@link #current()} in the same stack frame, and adds the step that cancels it. Work that
 * others share (a fetch of a secret, a renewal of credentials) is begun {@linkplain #outside} any
 * scope. Without a scope a call costs the lookup of a thread-local variable. Thread-safe.
 */
public final class CallScope {
  private static final ThreadLocal<@Nullable CallScope> CURRENT = new ThreadLocal<>();

  private final Set<Supplier<Future<?>>> cancellations = new LinkedHashSet<>();
  private final Promise<Void> ended = Promise.promise();
  private boolean cancelled;

  /** Creates a scope without calls. */
  public CallScope() {}

  /** Returns the scope in which the calling thread begins calls, or null. */
  public static @Nullable CallScope current() {
    return CURRENT.get();
  }

  /** Returns the failure of a cancelled call. */
  public static CancellationException failure() {
    return new CancellationException("The caller cancelled the call");
  }

  /** Begins calls in this scope. */
  public <T> T run(Supplier<T> begin) {
    return in(this, begin);
  }

  /** Begins calls in a scope, if there is one. */
  public static <T> T within(@Nullable CallScope scope, Supplier<T> begin) {
    return scope == null ? begin.get() : in(scope, begin);
  }

  /** Begins calls that belong to no scope, such as those that several callers wait for. */
  public static <T> T outside(Supplier<T> begin) {
    return CURRENT.get() == null ? begin.get() : in(null, begin);
  }

  private static <T> T in(@Nullable CallScope scope, Supplier<T> begin) {
    CallScope before = CURRENT.get();
    set(scope);
    try {
      return begin.get();
    } finally {
      set(before);
    }
  }

  private static void set(@Nullable CallScope scope) {
    if (scope == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(scope);
    }
  }

  /**
   * Adds a call that is under way, until it ends. If the scope is cancelled already, the call is
   * cancelled at once.
   *
   * @param call result of the call
   * @param cancellation cancels the call, on any thread; its future completes when nothing of the
   *     call is left
   */
  public void add(Future<?> call, Supplier<Future<?>> cancellation) {
    boolean late;
    synchronized (this) {
      late = cancelled;
      if (!late) {
        cancellations.add(cancellation);
      }
    }
    if (late) {
      var unused = attempt(cancellation);
    } else {
      call.onComplete(done -> remove(cancellation));
    }
  }

  private synchronized void remove(Supplier<Future<?>> cancellation) {
    cancellations.remove(cancellation);
  }

  /**
   * Cancels the calls that are under way, and those that are still to begin.
   *
   * @return succeeds when nothing is left of the calls that were under way; the same for each call
   */
  public Future<Void> cancel() {
    List<Supplier<Future<?>>> all;
    synchronized (this) {
      if (cancelled) {
        return ended.future();
      }
      cancelled = true;
      all = List.copyOf(cancellations);
      cancellations.clear();
    }
    Future.join(all.stream().map(CallScope::attempt).toList()).onComplete(done -> ended.complete());
    return ended.future();
  }

  // One that fails must not keep the others from being called.
  private static Future<?> attempt(Supplier<Future<?>> cancellation) {
    try {
      return cancellation.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
