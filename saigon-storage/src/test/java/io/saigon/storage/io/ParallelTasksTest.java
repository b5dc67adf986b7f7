package io.saigon.storage.io;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelTasksTest {
  private final Vertx vertx = Vertx.vertx();
  private final CallerContext context = CallerContext.current(vertx);
  private final Queue<Promise<Boolean>> started = new ArrayDeque<>();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  // Without a context, so that completions run on the test's thread.
  private Future<Boolean> start() {
    Promise<Boolean> task = Promise.promise();
    started.add(task);
    return task.future();
  }

  private Future<Void> run(int sequences) {
    return ParallelTasks.run(context, Collections.nCopies(sequences, this::start));
  }

  @Test
  void eachSequenceRunsOneTaskAtATimeUntilNoneIsLeft() {
    Future<Void> end = run(3);
    assertThat(started).hasSize(3);
    started.remove().complete(true);
    assertThat(started).hasSize(3);
    started.forEach(task -> task.complete(false));
    assertThat(started).hasSize(3);
    await(end);
  }

  @Test
  void afterAFailureNoTaskBeginsAndThoseUnderWayEndFirst() {
    IllegalStateException failure = new IllegalStateException("broken");
    Future<Void> end = run(2);
    started.remove().fail(failure);
    assertThat(end.isComplete()).isFalse();
    started.remove().complete(true);
    assertThat(started).isEmpty();
    Future<Throwable> cause = end.transform(done -> Future.succeededFuture(done.cause()));
    assertThat(await(cause)).isSameAs(failure);
  }
}
