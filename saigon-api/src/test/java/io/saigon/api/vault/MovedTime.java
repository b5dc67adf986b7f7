package io.saigon.api.vault;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Time that stands still until a test moves it. */
final class MovedTime implements CacheTime {
  private record Timer(long at, Runnable action) {}

  private final Map<Long, Timer> timers = new HashMap<>();
  private @Nullable CallerContext context;
  private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
  private volatile long now;
  private volatile Duration suspended = Duration.ZERO;
  private long lastTimer;

  CacheTime on(CallerContext context) {
    this.context = context;
    return this;
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public Instant now() {
    return start.plusMillis(now).plus(suspended);
  }

  @Override
  public long after(long ms, Runnable action) {
    timers.put(++lastTimer, new Timer(now + ms, action));
    return lastTimer;
  }

  @Override
  public void cancel(long timer) {
    timers.remove(timer);
  }

  /** Advances the wall clock alone, as while the machine is suspended. */
  void suspend(Duration by) {
    suspended = suspended.plus(by);
  }

  int timers() {
    return timers.size();
  }

  /** Advances the time, and runs all timers that are due by then, in order. */
  void advance(Duration by) {
    Promise<Void> passed = Promise.promise();
    context.runLater(() -> advanceTo(now + by.toMillis(), passed));
    try {
      Future<Void> done = passed.future();
      done.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private void advanceTo(long end, Promise<Void> passed) {
    Map.Entry<Long, Timer> next =
        timers.entrySet().stream()
            .filter(timer -> timer.getValue().at <= end)
            .min(Comparator.comparing(timer -> timer.getValue().at))
            .orElse(null);
    if (next == null) {
      now = end;
      passed.complete();
      return;
    }
    timers.remove(next.getKey());
    now = next.getValue().at;
    next.getValue().action.run();
    // Work that a timer starts, such as a fetch, runs before the next timer.
    context.runLater(() -> advanceTo(end, passed));
  }
}
