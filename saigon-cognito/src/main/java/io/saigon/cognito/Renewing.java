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
 * while callers wait; one renewal at a time. Nothing runs for a value that nobody asks for.
 */
final class Renewing<T> {
  private static final Duration MOST_AHEAD = Duration.ofMinutes(10);
  private static final int AHEAD_PART = 6;
  // A value must outlive the request that it is used for.
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration TOO_YOUNG_TO_REPLACE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Clock clock;
  private final Function<T, Instant> expiration;
  private final Supplier<Future<T>> renewal;
  private final Consumer<Throwable> onFailure;

  private @Nullable T value;
  private Instant since = Instant.MIN;
  private Instant earlyFrom = Instant.MIN;
  private Instant renewFrom = Instant.MIN;
  private Instant usableUntil = Instant.MIN;
  private @Nullable Future<T> underWay;
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
      if (underWay == null && end == null && due) {
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

  private void renew(Promise<T> promise) {
    Future.<T>future(p -> renewal.get().onComplete(p))
        .compose(this::kept)
        .onComplete(
            (renewed, failure) -> {
              if (failure == null) {
                promise.complete(renewed);
                return;
              }
              if (pause()) {
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

  /**
   * Returns a value in place of one that a service refused. A young one is replaced once in a while
   * only: a service that goes on to refuse would refuse the next, too.
   */
  Future<T> getInPlaceOf(Predicate<T> refused) {
    synchronized (this) {
      T current = value;
      Instant now = clock.instant();
      boolean old = !now.isBefore(since.plus(TOO_YOUNG_TO_REPLACE));
      boolean replaceable = old || !now.isBefore(earlyFrom);
      if (current != null && replaceable && refused.test(current)) {
        usableUntil = Instant.MIN;
        if (!old) {
          earlyFrom = now.plus(TOO_YOUNG_TO_REPLACE);
        }
      }
    }
    return get();
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
  }

  /** Ends a renewal without a value, and tells whether one is still wanted. */
  private synchronized boolean pause() {
    underWay = null;
    renewFrom = clock.instant().plus(PAUSE_AFTER_FAILURE);
    return !forgotten;
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

  /** Forgets the value, and fails from now on. */
  synchronized void forget(Throwable reason) {
    end = reason;
    forgotten = true;
    value = null;
    usableUntil = Instant.MIN;
  }
}
