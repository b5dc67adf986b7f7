package io.saigon.cognito;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that expires, renewed when asked for: ahead of its expiry in the background, afterwards
 * while callers wait; one renewal at a time, and none during the pause after one that failed.
 * Nothing runs for a value that nobody asks for.
 */
final class Renewing<T> {
  private static final Duration MOST_AHEAD = Duration.ofMinutes(10);
  private static final int AHEAD_PART = 6;
  // A value must outlive the request that it is used for.
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration YOUNG = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Clock clock;
  private final Function<T, Instant> expiration;
  private final Supplier<Future<T>> renewal;
  private final Consumer<Throwable> onFailure;

  private @Nullable T value;
  private Instant since = Instant.MIN;
  private Instant renewFrom = Instant.MIN;
  private Instant usableUntil = Instant.MIN;
  private Instant youngKeptUntil = Instant.MIN;
  private @Nullable Future<T> underWay;
  private @Nullable Pause pause;
  private @Nullable Throwable end;
  private boolean forgotten;

  Renewing(
      Vertx vertx,
      Clock clock,
      Function<T, Instant> expiration,
      Supplier<Future<T>> renewal,
      Consumer<Throwable> onFailure) {
    this.vertx = vertx;
    this.clock = clock;
    this.expiration = expiration;
    this.renewal = renewal;
    this.onFailure = onFailure;
  }

  /** A value that is valid now, on the caller's context. */
  Future<T> get() {
    ContextInternal context = ((VertxInternal) vertx).getOrCreateContext();
    Future<T> answer;
    Promise<T> started = null;
    synchronized (this) {
      Instant now = clock.instant();
      T current = now.isBefore(usableUntil) ? value : null;
      if (current == null && end != null) {
        return context.failedFuture(end);
      }
      boolean due = current == null || !now.isBefore(renewFrom);
      Pause lasting = underWay == null ? lastingPause(now) : null;
      if (current == null && lasting != null) {
        return context.failedFuture(lasting.failure());
      }
      if (underWay == null && end == null && due && lasting == null) {
        started = Promise.promise();
        underWay = started.future();
      }
      answer = current == null ? onContext(context, underWay) : context.succeededFuture(current);
    }
    // Outside the lock: a renewal may ask for other values, and completes promises.
    if (started != null) {
      renew(started);
    }
    return answer;
  }

  private @Nullable Pause lastingPause(Instant now) {
    Pause last = pause;
    return last != null && last.lasts(now) ? last : null;
  }

  private void renew(Promise<T> promise) {
    Future.<T>future(p -> renewal.get().onComplete(p))
        .compose(this::kept)
        .onComplete(
            (renewed, failure) -> {
              if (failure == null) {
                promise.complete(renewed);
                return;
              }
              if (pause(failure)) {
                onFailure.accept(failure);
              }
              promise.fail(failure);
            });
  }

  private synchronized Future<T> kept(T renewed) {
    if (forgotten && end != null) {
      return Future.failedFuture(end);
    }
    set(renewed);
    return Future.succeededFuture(renewed);
  }

  /** A value in place of one that a service refused. */
  Future<T> getInPlaceOf(Predicate<T> refused) {
    synchronized (this) {
      T current = value;
      if (current != null && refused.test(current) && mayReplace(clock.instant())) {
        usableUntil = Instant.MIN;
      }
    }
    return get();
  }

  // A service may end a value however young it is. One that is refused right after another was,
  // though, is not refused for its age, and its successor would hardly fare better.
  private boolean mayReplace(Instant now) {
    if (!now.isBefore(since.plus(YOUNG))) {
      return true;
    }
    if (now.isBefore(youngKeptUntil)) {
      return false;
    }
    youngKeptUntil = now.plus(YOUNG);
    return true;
  }

  /** Takes a value. */
  synchronized void set(T fresh) {
    Instant now = clock.instant();
    Instant expires = expiration.apply(fresh);
    value = fresh;
    since = now;
    usableUntil = expires.minus(MARGIN);
    renewFrom = expires.minus(ahead(Duration.between(now, expires)));
    underWay = null;
    pause = null;
  }

  /** Ends a renewal without a value; returns whether one is still wanted. */
  private synchronized boolean pause(Throwable failure) {
    underWay = null;
    pause = Pause.after(pause, failure, clock.instant());
    return !forgotten;
  }

  /** The failed renewal behind a failure of {@link #get()}. */
  synchronized Throwable reason(Throwable failure) {
    Pause last = pause;
    return last != null && last.failure() == failure ? last.reason() : failure;
  }

  private static <T> Future<T> onContext(ContextInternal context, @Nullable Future<T> underWay) {
    Promise<T> promise = context.promise();
    Objects.requireNonNull(underWay).onComplete(promise);
    return promise.future();
  }

  // Spread, so that values that were made together are not renewed together.
  private static Duration ahead(Duration lifetime) {
    Duration most = lifetime.dividedBy(AHEAD_PART);
    long millis = (most.compareTo(MOST_AHEAD) < 0 ? most : MOST_AHEAD).toMillis();
    return Duration.ofMillis(
            millis / 2 + ThreadLocalRandom.current().nextLong(Math.max(1, millis / 2)))
        .plus(MARGIN);
  }

  /** The value as it is, valid or not; null if there never was one. */
  synchronized @Nullable T peek() {
    return value;
  }

  /** Renews no more; what is still valid is served until it expires. */
  synchronized void end(Throwable reason) {
    if (end == null) {
      end = reason;
    }
  }

  /** Whether nothing will be renewed any more. */
  synchronized boolean hasEnded() {
    return end != null;
  }

  /** Forgets the value, and fails from now on. */
  synchronized void forget(Throwable reason) {
    end = reason;
    forgotten = true;
    value = null;
    usableUntil = Instant.MIN;
  }
}
