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
  private static final Duration MAX_AHEAD = Duration.ofMinutes(10);
  private static final int AHEAD_DIVISOR = 6;
  // A value must outlive the request that it is used for.
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration MIN_AGE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Clock clock;
  private final Function<T, Instant> expiration;
  private final Supplier<Future<T>> renewal;
  private final Consumer<Throwable> onFailure;

  private @Nullable T value;
  private Instant storedAt = Instant.MIN;
  private Instant renewFrom = Instant.MIN;
  private Instant usableUntil = Instant.MIN;
  private Instant keepYoungUntil = Instant.MIN;
  private @Nullable Future<T> inFlight;
  private @Nullable RenewalBackoff backoff;
  private @Nullable Throwable end;
  private boolean cleared;

  public RefreshingValue(
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

  /** Returns a valid value, on the caller's context. */
  public Future<T> get() {
    Future<T> result;
    Promise<T> started = null;
    synchronized (this) {
      Instant now = clock.instant();
      T current = now.isBefore(usableUntil) ? value : null;
      if (current == null && end != null) {
        return CallerContext.current(vertx).failed(end);
      }
      boolean due = current == null || !now.isBefore(renewFrom);
      RenewalBackoff active = inFlight == null ? activeBackoff(now) : null;
      if (current == null && active != null) {
        return CallerContext.current(vertx).failed(active.failure());
      }
      if (inFlight == null && end == null && due && active == null) {
        started = Promise.promise();
        inFlight = started.future();
      }
      result =
          current == null
              ? CallerContext.current(vertx).complete(Objects.requireNonNull(inFlight))
              : CallerContext.current(vertx).succeeded(current);
    }
    // Outside the lock, because a renewal may get other values and completes promises.
    if (started != null) {
      renew(started);
    }
    return result;
  }

  private @Nullable RenewalBackoff activeBackoff(Instant now) {
    RenewalBackoff last = backoff;
    return last != null && last.isActive(now) ? last : null;
  }

  private void renew(Promise<T> promise) {
    // Others wait for it too, so that no caller may cancel it.
    CallScope.outside(() -> Future.<T>future(p -> renewal.get().onComplete(p)))
        .compose(this::store)
        .onComplete(
            (renewed, failure) -> {
              if (failure == null) {
                promise.complete(renewed);
                return;
              }
              if (recordFailure(failure)) {
                onFailure.accept(failure);
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
      if (current != null && refused.test(current) && mayReplace(clock.instant())) {
        usableUntil = Instant.MIN;
      }
    }
    return get();
  }

  // A service may revoke a value at any age. A value that is refused right after its predecessor,
  // though, is not refused for its age, and its successor would hardly be accepted.
  private boolean mayReplace(Instant now) {
    if (!now.isBefore(storedAt.plus(MIN_AGE))) {
      return true;
    }
    if (now.isBefore(keepYoungUntil)) {
      return false;
    }
    keepYoungUntil = now.plus(MIN_AGE);
    return true;
  }

  /** Sets the value. */
  synchronized void set(T fresh) {
    Instant now = clock.instant();
    Instant expires = expiration.apply(fresh);
    value = fresh;
    storedAt = now;
    usableUntil = expires.minus(MARGIN);
    renewFrom = expires.minus(ahead(Duration.between(now, expires)));
    inFlight = null;
    backoff = null;
  }

  /** Records a failed renewal; returns false if the value was cleared meanwhile. */
  private synchronized boolean recordFailure(Throwable failure) {
    inFlight = null;
    backoff = RenewalBackoff.after(backoff, failure, clock.instant());
    return !cleared;
  }

  /** Returns the failure of the renewal that a failure of {@link #get()} reports. */
  synchronized Throwable reason(Throwable failure) {
    RenewalBackoff last = backoff;
    return last != null && last.failure() == failure ? last.reason() : failure;
  }

  // With jitter, so that values of the same age are not renewed together.
  private static Duration ahead(Duration lifetime) {
    Duration max = lifetime.dividedBy(AHEAD_DIVISOR);
    long millis = (max.compareTo(MAX_AHEAD) < 0 ? max : MAX_AHEAD).toMillis();
    return Duration.ofMillis(
            millis / 2 + ThreadLocalRandom.current().nextLong(Math.max(1, millis / 2)))
        .plus(MARGIN);
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
    usableUntil = Instant.MIN;
  }
}
