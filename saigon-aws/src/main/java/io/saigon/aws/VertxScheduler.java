package io.saigon.aws;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Vert.x timers as the scheduler of the SDK's time-outs and retries, so that the SDK makes no
 * threads for them. Tasks run on the event loop of whoever schedules them; the SDK's do not block.
 * It owns nothing, so shutting it down does nothing.
 */
final class VertxScheduler extends AbstractExecutorService implements ScheduledExecutorService {
  private final Vertx vertx;

  VertxScheduler(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public void execute(Runnable command) {
    LoopContext.of(vertx).runOnContext(ignored -> command.run());
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return start(Executors.callable(command), delay, 0, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return start(callable, delay, 0, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return start(Executors.callable(command), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return start(Executors.callable(command), initialDelay, delay, unit);
  }

  private <V> ScheduledFuture<V> start(
      Callable<V> callable, long delay, long period, TimeUnit unit) {
    Task<V> task = new Task<>(LoopContext.of(vertx), callable, unit.toNanos(period));
    task.schedule(unit.toNanos(delay));
    return task;
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  private static final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
    private final ContextInternal context;
    private final long period;
    private volatile long due;
    private volatile long timer;

    Task(ContextInternal context, Callable<V> callable, long period) {
      super(callable);
      this.context = context;
      this.period = period;
    }

    void schedule(long delay) {
      due = System.nanoTime() + delay;
      long millis = Math.max(1, (delay + 999_999) / 1_000_000);
      timer = context.setTimer(millis, id -> fire());
      if (isCancelled()) {
        done();
      }
    }

    private void fire() {
      if (period == 0) {
        run();
      } else if (runAndReset()) {
        schedule(period);
      }
    }

    @Override
    protected void done() {
      context.owner().cancelTimer(timer);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
