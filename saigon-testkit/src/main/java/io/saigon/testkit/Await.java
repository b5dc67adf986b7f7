package io.saigon.testkit;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waits of a test's own thread, which must not be one of Vert.x's event loops. */
public final class Await {
  private static final int SECONDS = 60;

  private Await() {}

  /**
   * Waits for a future, for a minute at most.
   *
   * @param <T> type of the result
   * @param future future to wait for
   * @return its result; its failure is thrown as it is
   * @throws AssertionError if it does not complete in time
   */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("The future did not complete within " + SECONDS + " seconds", e);
    }
  }

  /**
   * Waits for a future that must fail, for a minute at most.
   *
   * @param <E> type of the failure
   * @param type type of the failure
   * @param future future to wait for
   * @return its failure
   * @throws AssertionError if it succeeds, fails otherwise, or does not complete in time
   */
  public static <E extends Throwable> E failure(Class<E> type, Future<?> future) {
    Throwable failure = await(future.transform(done -> Future.succeededFuture(done.cause())));
    if (!type.isInstance(failure)) {
      throw new AssertionError(
          failure == null
              ? "The future succeeded instead of failing with " + type.getName()
              : "The future failed with another failure than " + type.getName(),
          failure);
    }
    return type.cast(failure);
  }

  /**
   * Waits until a condition holds that no future announces, for a minute at most.
   *
   * @param condition condition, read every few milliseconds
   * @throws AssertionError if it does not hold in time
   */
  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("The condition did not hold within " + SECONDS + " seconds");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
