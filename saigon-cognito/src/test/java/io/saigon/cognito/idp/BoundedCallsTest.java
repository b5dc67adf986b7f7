package io.saigon.cognito.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoundedCallsTest {
  @Property(tries = 200)
  void noMoreRunAtATimeAndResultsKeepTheOrder(
      @ForAll @IntRange(max = 60) int items, @ForAll @IntRange(min = 1, max = 8) int concurrency) {
    List<Integer> all = IntStream.range(0, items).boxed().toList();
    List<Promise<Integer>> running = new ArrayList<>();
    List<Integer> started = new ArrayList<>();
    Future<List<Integer>> result =
        new BoundedCalls<Integer, Integer>(
                all,
                item -> {
                  started.add(item);
                  Promise<Integer> promise = Promise.promise();
                  running.add(promise);
                  return promise.future();
                })
            .run(concurrency);
    int ended = 0;
    while (!running.isEmpty()) {
      assertThat(running.size()).isEqualTo(Math.min(concurrency, items - ended));
      Promise<Integer> last = running.remove(running.size() - 1);
      int item = started.remove(started.size() - 1);
      ended++;
      last.complete(item * 2);
    }
    assertThat(result.result()).isEqualTo(all.stream().map(item -> item * 2).toList());
  }

  @Test
  void callsThatEndAtOnceTakeNoStack() {
    List<Integer> all = IntStream.range(0, 200_000).boxed().toList();
    assertThat(new BoundedCalls<Integer, Integer>(all, Future::succeededFuture).run(1).result())
        .isEqualTo(all);
  }

  @Test
  void aFailedCallFailsAll() {
    assertThat(
            new BoundedCalls<Integer, Integer>(List.of(1, 2), i -> Future.failedFuture("closed"))
                .run(1)
                .cause())
        .hasMessage("closed");
  }
}
