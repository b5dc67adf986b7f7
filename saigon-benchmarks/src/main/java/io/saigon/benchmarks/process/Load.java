package io.saigon.benchmarks.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps a number of calls in flight, and counts those that succeed. */
public final class Load {
  /** The end of a call. */
  public interface End {
    void succeeded();

    void failed(Throwable cause);
  }

  private final Executor starter;
  private final Consumer<End> call;

  /**
   * A load.
   *
   * @param starter where the first calls are made
   * @param call makes one call
   */
  public Load(Executor starter, Consumer<End> call) {
    this.starter = starter;
    this.call = call;
  }

  /** Returns the calls a second; fails if any call does. */
  public double perSecond(int inFlight, int seconds) throws InterruptedException {
    Run run = new Run(inFlight);
    long start = System.nanoTime();
    starter.execute(
        () -> {
          for (int i = 0; i < inFlight; i++) {
            // Made even if the time is over by now.
            call.accept(run);
          }
        });
    TimeUnit.SECONDS.sleep(seconds);
    run.stopped = true;
    run.idle.await();
    Throwable failure = run.failure.get();
    if (failure != null) {
      throw new IllegalStateException("A call failed", failure);
    }
    return run.done.sum() * 1e9 / (System.nanoTime() - start);
  }

  private final class Run implements End {
    final LongAdder done = new LongAdder();
    final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    final CountDownLatch idle;
    volatile boolean stopped;

    Run(int inFlight) {
      idle = new CountDownLatch(inFlight);
    }

    void next() {
      if (stopped) {
        idle.countDown();
      } else {
        call.accept(this);
      }
    }

    @Override
    public void succeeded() {
      done.increment();
      next();
    }

    @Override
    public void failed(Throwable cause) {
      failure.set(cause);
      stopped = true;
      idle.countDown();
    }
  }
}
