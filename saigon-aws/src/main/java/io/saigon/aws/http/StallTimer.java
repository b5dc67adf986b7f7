package io.saigon.aws.http;

import io.saigon.aws.context.LoopContext;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that what an exchange waits for does not come in time. One timer serves all waits of an
 * exchange: progress only notes the time, and the timer looks at it when it fires. Used on the
 * exchange's context alone.
 */
final class StallTimer {
  enum Wait {
    NOTHING,
    WRITE,
    READ,
    SUBSCRIBER
  }

  private final LoopContext context;
  private final HttpSettings settings;
  private final Consumer<Wait> stalled;
  private Wait wait = Wait.NOTHING;
  private long deadline;
  private long firesAt;
  private @Nullable ScheduledFuture<?> timer;

  StallTimer(LoopContext context, HttpSettings settings, Consumer<Wait> stalled) {
    this.context = context;
    this.settings = settings;
    this.stalled = stalled;
  }

  /** Begins a wait; the one before is over. */
  void await(Wait next) {
    wait = next;
    long limit = limit();
    if (limit <= 0) {
      return;
    }
    deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limit);
    if (timer == null || firesAt - deadline > 0) {
      schedule(limit);
    }
  }

  void cancel() {
    wait = Wait.NOTHING;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  long limit() {
    return switch (wait) {
      case NOTHING -> 0;
      case WRITE -> settings.writeMillis();
      case READ, SUBSCRIBER -> settings.readMillis();
    };
  }

  private void schedule(long millis) {
    if (timer != null) {
      timer.cancel(false);
    }
    firesAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    timer = context.after(millis, this::fired);
  }

  private void fired() {
    timer = null;
    if (limit() <= 0) {
      return;
    }
    long left = deadline - System.nanoTime();
    if (left > 0) {
      schedule(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    } else {
      stalled.accept(wait);
    }
  }
}
