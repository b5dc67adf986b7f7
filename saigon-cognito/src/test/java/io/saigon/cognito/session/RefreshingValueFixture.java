package io.saigon.cognito.session;

import static io.saigon.testkit.Await.await;

import io.saigon.cognito.fixture.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A value whose clock and renewals a test controls. */
abstract class RefreshingValueFixture {
  record Value(String name, Instant expiration) {}

  final Vertx vertx = Vertx.vertx();
  final ManualClock clock = new ManualClock();
  final Deque<Promise<Value>> renewals = new ArrayDeque<>();
  final List<Throwable> failures = new ArrayList<>();
  final RefreshingValue<Value> value =
      new RefreshingValue<>(vertx, clock, Value::expiration, this::renewal, failures::add);

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  Future<Value> refused(String name) {
    return value.getReplacing(known -> known.name().equals(name));
  }

  Value replaced(String refused, String next) {
    Future<Value> waiting = refused(refused);
    renewals.remove().complete(hour(next));
    return result(waiting);
  }

  Future<Value> renewal() {
    Promise<Value> promise = Promise.promise();
    renewals.add(promise);
    return promise.future();
  }

  Value hour(String name) {
    return new Value(name, clock.instant().plus(Duration.ofHours(1)));
  }

  static Value result(Future<Value> future) {
    return await(future);
  }

  static Throwable failure(Future<Value> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .handle((result, failure) -> failure)
        .join();
  }
}
