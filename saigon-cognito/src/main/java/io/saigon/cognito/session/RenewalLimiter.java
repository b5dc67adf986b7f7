package io.saigon.cognito.session;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.ThrottledException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of concurrent and of queued renewals. Once as many renewals in a row have
 * failed as may run concurrently, each further failure fails the queued ones, too: the service is
 * unavailable or throttles, and would only refuse them later.
 */
final class RenewalLimiter {
  static final int MAX_CONCURRENT = 16;
  static final int MAX_QUEUED = 1000;

  private record Queued(Runnable start, Consumer<Throwable> fail) {}

  private final Queue<Queued> queue = new ArrayDeque<>();
  private int running;
  private int failuresInARow;
  private boolean starting;

  /** Starts a renewal now, or later on the thread that ends another one. */
  <T> Future<T> run(Supplier<Future<T>> renewal) {
    Promise<T> promise = Promise.promise();
    synchronized (this) {
      if (queue.size() >= MAX_QUEUED) {
        return Future.failedFuture(full());
      }
      queue.add(new Queued(() -> start(renewal, promise), promise::fail));
    }
    startNext();
    return promise.future();
  }

  private <T> void start(Supplier<Future<T>> renewal, Promise<T> promise) {
    Future.<T>future(p -> renewal.get().onComplete(p))
        .onComplete(
            (renewed, failure) -> {
              List<Queued> failed = record(failure);
              if (failure == null) {
                promise.complete(renewed);
              } else {
                promise.fail(failure);
                failed.forEach(queued -> queued.fail().accept(failure));
              }
              startNext();
            });
  }

  private synchronized List<Queued> record(@Nullable Throwable failure) {
    running--;
    // A refusal of one user shows that the service works.
    boolean answered = failure == null || failure instanceof AuthenticationException;
    failuresInARow = answered ? 0 : failuresInARow + 1;
    if (failuresInARow < MAX_CONCURRENT) {
      return List.of();
    }
    List<Queued> failed = List.copyOf(queue);
    queue.clear();
    return failed;
  }

  // One thread at a time, in a loop: recursion would have no bound if renewals fail at once.
  private void startNext() {
    synchronized (this) {
      if (starting) {
        return;
      }
      starting = true;
    }
    for (Queued queued = next(); queued != null; queued = next()) {
      queued.start().run();
    }
  }

  private synchronized @Nullable Queued next() {
    Queued queued = running < MAX_CONCURRENT ? queue.poll() : null;
    if (queued == null) {
      starting = false;
    } else {
      running++;
    }
    return queued;
  }

  private static ThrottledException full() {
    return new ThrottledException(
        "%d sessions wait for a renewal already; try again later, or spread the sessions over more processes"
            .formatted(MAX_QUEUED),
        null,
        null);
  }
}
