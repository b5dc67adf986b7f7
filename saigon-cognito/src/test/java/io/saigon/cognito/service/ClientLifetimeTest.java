package io.saigon.cognito.service;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.ClosedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientLifetimeTest {
  private final Vertx vertx = Vertx.vertx();
  private final ClientLifetime lifetime = ClientLifetime.ofCaller(vertx);

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void resultsAndFailuresReachTheCaller() {
    Promise<String> answer = Promise.promise();
    Future<String> waiting = lifetime.call(answer::future);
    answer.complete("answer");
    assertThat(await(waiting)).isEqualTo("answer");
    Promise<String> failed = Promise.promise();
    Future<String> failing = lifetime.call(failed::future);
    failed.fail(new IllegalStateException("wrong"));
    assertThat(failure(IllegalStateException.class, failing)).hasMessage("wrong");
  }

  @Test
  void closingFailsCallsUnderWayAndLaterOnes() {
    Promise<String> answer = Promise.promise();
    Future<String> waiting = lifetime.call(answer::future);
    lifetime.requireOpen();
    await(lifetime.close());
    failure(ClosedException.class, waiting);
    answer.complete("too late");
    failure(ClosedException.class, waiting);
    failure(
        ClosedException.class,
        lifetime.call(
            () -> {
              throw new AssertionError("is not called");
            }));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(lifetime::requireOpen);
  }

  @Test
  void itClosesWithVertxAndCannotBeCreatedAfterwards() {
    await(vertx.close());
    assertThatExceptionOfType(ClosedException.class).isThrownBy(lifetime::requireOpen);
    assertThatExceptionOfType(ClosedException.class)
        .isThrownBy(() -> ClientLifetime.ofCaller(vertx));
  }
}
