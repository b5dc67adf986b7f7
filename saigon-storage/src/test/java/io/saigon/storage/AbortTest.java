package io.saigon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AbortTest {
  private final Vertx vertx = Vertx.vertx();
  private final Abort abort = new Abort();
  private final CancellationException cause = new CancellationException("enough");

  @AfterEach
  void stop() {
    UnzipHarness.await(vertx.close());
  }

  @Test
  void aListenerThatThrowsDoesNotKeepTheOthersFromHearingOfIt() {
    List<Throwable> before = new ArrayList<>();
    List<Throwable> after = new ArrayList<>();
    abort.listen(before::add);
    abort.listen(
        why -> {
          throw new IllegalStateException("a fault that this test makes");
        });
    abort.listen(after::add);
    abort.now(cause);
    assertThat(before).containsExactly(cause);
    assertThat(after).containsExactly(cause);
  }

  @Test
  void whoListensAfterwardsHearsOfItAtOnce() {
    abort.now(cause);
    abort.now(new IllegalStateException("later"));
    List<Throwable> heard = new ArrayList<>();
    abort.listen(heard::add);
    assertThat(heard).containsExactly(cause);
    assertThatThrownBy(abort::check).isSameAs(cause);
  }

  @Test
  void workThatFailsInItsOwnWayAfterTheAbortFailsWithItsCause() {
    var context = ((VertxInternal) vertx).getOrCreateContext();
    Promise<String> work = Promise.promise();
    abort.listen(why -> work.fail("broken off"));
    Future<String> result = abort.race(context, work.future(), late -> {});
    abort.now(cause);
    assertThat(result.cause()).isSameAs(cause);
  }

  @Test
  void aPauseEndsWithTheAbort() {
    var context = ((VertxInternal) vertx).getOrCreateContext();
    Future<Void> pause = abort.pause(context, 3_600_000);
    abort.now(cause);
    assertThat(pause.cause()).isSameAs(cause);
  }

  @Test
  void aCallIsCancelled() {
    CompletableFuture<String> call = abort.cancelling(new CompletableFuture<>());
    abort.now(cause);
    assertThat(call).isCancelled();
  }
}
