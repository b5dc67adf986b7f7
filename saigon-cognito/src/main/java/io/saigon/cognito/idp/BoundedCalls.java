package io.saigon.cognito.idp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls for each of many items, of which a bounded number is under way at a time. */
final class BoundedCalls<I, R> {
  private final List<I> items;
  private final Function<? super I, Future<R>> call;
  private final List<@Nullable R> results;
  private final Promise<List<R>> all = Promise.promise();
  private int next;
  private int ended;
  private int free;
  private boolean starting;

  BoundedCalls(List<I> items, Function<? super I, Future<R>> call) {
    this.items = items;
    this.call = call;
    this.results = new ArrayList<>(Collections.nCopies(items.size(), null));
  }

  /** Makes the calls, and returns their results in the order of the items. */
  Future<List<R>> run(int concurrency) {
    free = concurrency;
    if (items.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    startNext();
    return all.future();
  }

  // A loop and no recursion, as calls may end at once.
  private void startNext() {
    synchronized (this) {
      if (starting) {
        return;
      }
      starting = true;
    }
    for (int index = claim(); index >= 0; index = claim()) {
      start(index);
    }
  }

  private synchronized int claim() {
    if (free == 0 || next == items.size()) {
      starting = false;
      return -1;
    }
    free--;
    return next++;
  }

  private void start(int index) {
    call.apply(items.get(index))
        .onComplete(
            (result, failure) -> {
              if (failure != null) {
                all.tryFail(failure);
              } else if (record(index, result)) {
                all.tryComplete(results.stream().map(Objects::requireNonNull).toList());
              } else {
                startNext();
              }
            });
  }

  private synchronized boolean record(int index, R result) {
    results.set(index, result);
    free++;
    ended++;
    return ended == items.size();
  }
}
