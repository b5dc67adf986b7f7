package io.saigon.aws.context;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Vert.x's event loops as the scheduler of the SDK's time-outs and retries, so that the SDK makes
 * no threads for them. Tasks run on the event-loop context of their caller; the SDK's do not block.
 * It owns nothing, so shutting it down does nothing.
 */
public final class VertxScheduler extends AbstractExecutorService
    implements ScheduledExecutorService {
  private final Vertx vertx;

  public VertxScheduler(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public void execute(Runnable command) {
    LoopContext.of(vertx).runLater(command);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return schedule(Executors.callable(command), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    LoopContext context = LoopContext.of(vertx);
    return context.eventLoop().schedule(() -> context.dispatch(callable), delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    LoopContext context = LoopContext.of(vertx);
    return context
        .eventLoop()
        .scheduleAtFixedRate(() -> context.dispatch(command), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    LoopContext context = LoopContext.of(vertx);
    return context
        .eventLoop()
        .scheduleWithFixedDelay(() -> context.dispatch(command), initialDelay, delay, unit);
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
}
