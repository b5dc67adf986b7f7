package io.saigon.examples.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Repeats calls, several at once, until stopped; counts them. */
final class Callers {
  private final AtomicLong succeeded = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
  private final List<Future<Void>> loops = new ArrayList<>();
  private volatile boolean stopped;

  Callers(List<Supplier<Future<?>>> calls, int atOnce) {
    for (int i = 0; i < atOnce; i++) {
      Promise<Void> done = Promise.promise();
      loops.add(done.future());
      repeat(calls.get(i % calls.size()), done);
    }
  }

  private void repeat(Supplier<Future<?>> call, Promise<Void> done) {
    if (stopped) {
      done.complete();
      return;
    }
    call.get()
        .onComplete(
            result -> {
              if (result.succeeded()) {
                succeeded.incrementAndGet();
              } else {
                failed.incrementAndGet();
                firstFailure.compareAndSet(null, result.cause());
              }
              repeat(call, done);
            });
  }

  /** Waits until so many more calls are answered. */
  void awaitMore(int more) throws TimeoutException, InterruptedException {
    long goal = answered() + more;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (answered() < goal) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("no " + more + " calls were answered within a minute");
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private long answered() {
    return succeeded.get() + failed.get();
  }

  long succeeded() {
    return succeeded.get();
  }

  long failed() {
    return failed.get();
  }

  @Nullable Throwable firstFailure() {
    return firstFailure.get();
  }

  /** Ends after the calls that are under way. */
  Future<Void> stop() {
    stopped = true;
    return Future.join(loops).mapEmpty();
  }
}
