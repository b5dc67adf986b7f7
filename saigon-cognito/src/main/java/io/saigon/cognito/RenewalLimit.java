package io.saigon.cognito;

import io.saigon.api.AuthenticationException;
import io.saigon.api.ThrottledException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many renewals are under way and how many wait for their turn. After as many failures
 * in a row as may be under way, each further one fails those who wait, too: the service is away or
 * throttles, and would only refuse them later.
 */
final class RenewalLimit {
  static final int MOST_UNDER_WAY = 16;
  static final int MOST_WAITING = 1000;

  private record Turn(Runnable start, Consumer<Throwable> refuse) {}

  private final Queue<Turn> waiting = new ArrayDeque<>();
  private int underWay;
  private int failuresInARow;
  private boolean starting;

  /** Starts a renewal now or when it is its turn, on the thread that gave way. */
  <T> Future<T> run(Supplier<Future<T>> renewal) {
    Promise<T> promise = Promise.promise();
    synchronized (this) {
      if (waiting.size() >= MOST_WAITING) {
        return Future.failedFuture(full());
      }
      waiting.add(new Turn(() -> start(renewal, promise), promise::fail));
    }
    startNext();
    return promise.future();
  }

  private <T> void start(Supplier<Future<T>> renewal, Promise<T> promise) {
    Future.<T>future(p -> renewal.get().onComplete(p))
        .onComplete(
            (renewed, failure) -> {
              List<Turn> drained = ended(failure);
              if (failure == null) {
                promise.complete(renewed);
              } else {
                promise.fail(failure);
                drained.forEach(turn -> turn.refuse().accept(failure));
              }
              startNext();
            });
  }

  private synchronized List<Turn> ended(@Nullable Throwable failure) {
    underWay--;
    // A user's refusal is an answer: the service works.
    boolean answered = failure == null || failure instanceof AuthenticationException;
    failuresInARow = answered ? 0 : failuresInARow + 1;
    if (failuresInARow < MOST_UNDER_WAY) {
      return List.of();
    }
    List<Turn> drained = List.copyOf(waiting);
    waiting.clear();
    return drained;
  }

  // One thread starts at a time, and in a loop: renewals that fail at once would nest without end.
  private void startNext() {
    synchronized (this) {
      if (starting) {
        return;
      }
      starting = true;
    }
    for (Turn turn = next(); turn != null; turn = next()) {
      turn.start().run();
    }
  }

  private synchronized @Nullable Turn next() {
    Turn turn = underWay < MOST_UNDER_WAY ? waiting.poll() : null;
    if (turn == null) {
      starting = false;
    } else {
      underWay++;
    }
    return turn;
  }

  private static ThrottledException full() {
    return new ThrottledException(
        "%d sessions wait for a renewal already; try again later, or spread the sessions over more processes"
            .formatted(MOST_WAITING),
        null,
        null);
  }
}
