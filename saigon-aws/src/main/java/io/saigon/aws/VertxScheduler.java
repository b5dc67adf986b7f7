package io.saigon.aws;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Vert.x's event loops as the scheduler of the SDK's time-outs and retries, so that the SDK makes
 * no threads for them. Tasks run on the event-loop context of whoever schedules them; the SDK's do
 * not block. It owns nothing, so shutting it down does nothing.
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
    return schedule(Executors.callable(command), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    ContextInternal context = LoopContext.of(vertx);
    return loop(context).schedule(() -> dispatch(context, callable), delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    ContextInternal context = LoopContext.of(vertx);
    return loop(context)
        .scheduleAtFixedRate(() -> context.dispatch(command), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    ContextInternal context = LoopContext.of(vertx);
    return loop(context)
        .scheduleWithFixedDelay(() -> context.dispatch(command), initialDelay, delay, unit);
  }

  private static ScheduledExecutorService loop(ContextInternal context) {
    return context.nettyEventLoop();
  }

  private static <V> V dispatch(ContextInternal context, Callable<V> callable) throws Exception {
    ContextInternal previous = context.beginDispatch();
    try {
      return callable.call();
    } finally {
      context.endDispatch(previous);
    }
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
