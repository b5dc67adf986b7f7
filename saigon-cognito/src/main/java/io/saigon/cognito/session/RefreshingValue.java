package io.saigon.cognito.session;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
 * A value that expires and is renewed on use: ahead of its expiry in the background, afterwards
 * while callers wait. Renewals run one at a time, and none during the backoff after a failed one.
 * There is no timer: an unused value is not renewed.
 */
public final class RefreshingValue<T> {
  /** The owner of a value; one object, as there are as many as sessions. */
  interface Source<T> {
    Vertx vertx();

    Clock clock();

    /** Returns the time from which a value is of no use. */
    Instant expiration(T value);

    Future<T> renewal();

    /** Handles the failure of a renewal. */
    void failed(Throwable failure);
  }

  private static final Duration MAX_AHEAD = Duration.ofMinutes(10);
  private static final int AHEAD_DIVISOR = 6;
  // A value must outlive the request that it is used for.
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration MIN_AGE = Duration.ofSeconds(30);

  private final Source<T> source;

  // Milliseconds of the epoch, as instants would double what an idle session takes.
  private long storedAt = Long.MIN_VALUE;
  private long renewFrom = Long.MIN_VALUE;
  private long usableUntil = Long.MIN_VALUE;
  private long keepYoungUntil = Long.MIN_VALUE;
  private @Nullable T value;
  private @Nullable Future<T> inFlight;
  private @Nullable RenewalBackoff backoff;
  private @Nullable Throwable end;
  private boolean cleared;

  /** Creates a value of a source; the form for values of which there are very many. */
  RefreshingValue(Source<T> source) {
    this.source = source;
  }

  public RefreshingValue(
      Vertx vertx,
      Clock clock,
      Function<T, Instant> expiration,
      Supplier<Future<T>> renewal,
      Consumer<Throwable> onFailure) {
    this(new FunctionalSource<>(vertx, clock, expiration, renewal, onFailure));
  }

  private record FunctionalSource<T>(
      Vertx vertx,
      Clock clock,
      Function<T, Instant> expirationOf,
      Supplier<Future<T>> renewing,
      Consumer<Throwable> onFailure)
      implements Source<T> {
    @Override
    public Instant expiration(T value) {
      return expirationOf.apply(value);
    }

    @Override
    public Future<T> renewal() {
      return renewing.get();
    }

    @Override
    public void failed(Throwable failure) {
      onFailure.accept(failure);
    }
  }

  /** Returns a valid value, on the caller's context. */
  public Future<T> get() {
    Future<T> result;
    Promise<T> started = null;
    synchronized (this) {
      Instant now = source.clock().instant();
      long millis = now.toEpochMilli();
      T current = millis < usableUntil ? value : null;
      if (current == null && end != null) {
        return context().failed(end);
      }
      boolean due = current == null || millis >= renewFrom;
      RenewalBackoff active = inFlight == null ? activeBackoff(now) : null;
      if (current == null && active != null) {
        return context().failed(active.failure());
      }
      if (inFlight == null && end == null && due && active == null) {
        started = Promise.promise();
        inFlight = started.future();
      }
      result =
          current == null
              ? context().complete(Objects.requireNonNull(inFlight))
              : context().succeeded(current);
    }
    // Outside the lock, because a renewal may get other values and completes promises.
    if (started != null) {
      renew(started);
    }
    return result;
  }

  private CallerContext context() {
    return CallerContext.current(source.vertx());
  }

  private @Nullable RenewalBackoff activeBackoff(Instant now) {
    RenewalBackoff last = backoff;
    return last != null && last.isActive(now) ? last : null;
  }

  private void renew(Promise<T> promise) {
    // Others wait for it too, so that no caller may cancel it.
    CallScope.outside(() -> Future.<T>future(p -> source.renewal().onComplete(p)))
        .compose(this::store)
        .onComplete(
            (renewed, failure) -> {
              if (failure == null) {
                promise.complete(renewed);
                return;
              }
              if (recordFailure(failure)) {
                source.failed(failure);
              }
              promise.fail(failure);
            });
  }

  private synchronized Future<T> store(T renewed) {
    if (cleared && end != null) {
      return Future.failedFuture(end);
    }
    set(renewed);
    return Future.succeededFuture(renewed);
  }

  /** Returns a valid value, a new one if the service refused the current one. */
  public Future<T> getReplacing(Predicate<T> refused) {
    synchronized (this) {
      T current = value;
      if (current != null && refused.test(current) && mayReplace(millis())) {
        usableUntil = Long.MIN_VALUE;
      }
    }
    return get();
  }

  // A service may revoke a value at any age. A value that is refused right after its predecessor,
  // though, is not refused for its age, and its successor would hardly be accepted.
  private boolean mayReplace(long now) {
    if (now >= storedAt + MIN_AGE.toMillis()) {
      return true;
    }
    if (now < keepYoungUntil) {
      return false;
    }
    keepYoungUntil = now + MIN_AGE.toMillis();
    return true;
  }

  private long millis() {
    return source.clock().millis();
  }

  /** Sets the value. */
  synchronized void set(T fresh) {
    long now = millis();
    Instant expires = source.expiration(fresh);
    // A value without an expiration is used as long as it is accepted.
    long expiresAt = expires.equals(Instant.MAX) ? Long.MAX_VALUE / 2 : expires.toEpochMilli();
    value = fresh;
    storedAt = now;
    usableUntil = expiresAt - MARGIN.toMillis();
    renewFrom = expiresAt - ahead(expiresAt - now);
    inFlight = null;
    backoff = null;
  }

  /** Records a failed renewal; returns false if the value was cleared meanwhile. */
  private synchronized boolean recordFailure(Throwable failure) {
    inFlight = null;
    backoff = RenewalBackoff.after(backoff, failure, source.clock().instant());
    return !cleared;
  }

  /** Returns the failure of the renewal that a failure of {@link #get()} reports. */
  synchronized Throwable reason(Throwable failure) {
    RenewalBackoff last = backoff;
    return last != null && last.failure() == failure ? last.reason() : failure;
  }

  // With jitter, so that values of the same age are not renewed together.
  private static long ahead(long lifetime) {
    long millis = Math.min(lifetime / AHEAD_DIVISOR, MAX_AHEAD.toMillis());
    return millis / 2
        + ThreadLocalRandom.current().nextLong(Math.max(1, millis / 2))
        + MARGIN.toMillis();
  }

  /** Returns the value, valid or not; null if there is none. */
  public synchronized @Nullable T peek() {
    return value;
  }

  /** Stops renewals; a valid value is served until it expires. */
  synchronized void end(Throwable reason) {
    if (end == null) {
      end = reason;
    }
  }

  /** Returns whether renewals have stopped. */
  synchronized boolean hasEnded() {
    return end != null;
  }

  /** Drops the value; {@link #get()} fails from now on. */
  synchronized void clear(Throwable reason) {
    end = reason;
    cleared = true;
    value = null;
    usableUntil = Long.MIN_VALUE;
  }
}
