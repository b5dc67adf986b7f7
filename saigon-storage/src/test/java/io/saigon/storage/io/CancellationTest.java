package io.saigon.storage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.context.CallerContext;
import io.saigon.testkit.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Vertx vertx = Vertx.vertx();
  private final Cancellation cancellation = new Cancellation();
  private final CancellationException cause = new CancellationException("enough");

  @AfterEach
  void stop() {
    Await.await(vertx.close());
  }

  @Test
  void aListenerThatThrowsDoesNotStopTheNotificationOfOthers() {
    List<Throwable> before = new ArrayList<>();
    List<Throwable> after = new ArrayList<>();
    cancellation.addListener(before::add);
    cancellation.addListener(
        why -> {
          throw new IllegalStateException("a fault that this test makes");
        });
    cancellation.addListener(after::add);
    cancellation.cancel(cause);
    assertThat(before).containsExactly(cause);
    assertThat(after).containsExactly(cause);
  }

  @Test
  void aLaterListenerIsNotifiedAtOnce() {
    cancellation.cancel(cause);
    cancellation.cancel(new IllegalStateException("later"));
    List<Throwable> causes = new ArrayList<>();
    cancellation.addListener(causes::add);
    assertThat(causes).containsExactly(cause);
    assertThatThrownBy(cancellation::throwIfCancelled).isSameAs(cause);
  }

  @Test
  void workThatFailsInItsOwnWayAfterTheCancellationFailsWithItsCause() {
    var context = CallerContext.current(vertx);
    Promise<String> work = Promise.promise();
    cancellation.addListener(why -> work.fail("broken off"));
    Future<String> result = cancellation.race(context, work.future(), late -> {});
    cancellation.cancel(cause);
    assertThat(result.cause()).isSameAs(cause);
  }

  @Test
  void aPauseEndsWithTheCancellation() {
    var context = CallerContext.current(vertx);
    Future<Void> pause = cancellation.pause(context, 3_600_000);
    cancellation.cancel(cause);
    assertThat(pause.cause()).isSameAs(cause);
  }

  @Test
  void aCallIsCancelled() {
    CompletableFuture<String> call = cancellation.propagateTo(new CompletableFuture<>());
    cancellation.cancel(cause);
    assertThat(call).isCancelled();
  }
}
