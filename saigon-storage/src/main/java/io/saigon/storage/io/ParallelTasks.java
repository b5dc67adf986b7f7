package io.saigon.storage.io;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Sequences of tasks that run in parallel, the tasks of one sequence one after the other. */
public final class ParallelTasks {
  private final AtomicBoolean failed = new AtomicBoolean();

  private ParallelTasks() {}

  /**
   * Runs all sequences to their end. After a failure no further task begins.
   *
   * @param sequences start the next task of each; the task completes with false if there was none
   *     left
   * @return completes when no task runs any more; fails if one did
   */
  public static Future<Void> run(CallerContext context, List<Supplier<Future<Boolean>>> sequences) {
    ParallelTasks tasks = new ParallelTasks();
    List<Future<Void>> ends = new ArrayList<>();
    for (Supplier<Future<Boolean>> sequence : sequences) {
      Promise<Void> end = context.promise();
      tasks.next(sequence, end);
      ends.add(end.future());
    }
    return Future.join(ends).mapEmpty();
  }

  // With a promise: a chain of futures would grow with the number of tasks.
  private void next(Supplier<Future<Boolean>> sequence, Promise<Void> end) {
    if (failed.get()) {
      end.complete();
      return;
    }
    sequence
        .get()
        .onSuccess(
            more -> {
              if (more) {
                next(sequence, end);
              } else {
                end.complete();
              }
            })
        .onFailure(
            failure -> {
              failed.set(true);
              end.fail(failure);
            });
  }
}
