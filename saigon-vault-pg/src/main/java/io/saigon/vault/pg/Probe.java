package io.saigon.vault.pg;

import io.vertx.core.Future;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries the vault's newer credentials until nothing is left to try: one try at a time, however many
 * changes are announced, again after a pause when one failed.
 */
final class Probe {
  /** Runs a task later, unless the returned one is run before. */
  interface Pause {
    Runnable before(Runnable task);
  }

  private final Executor context;
  private final Pause pause;
  private final Supplier<Future<Boolean>> attempt;
  private boolean trying;
  private boolean requested;
  private boolean closed;
  private @Nullable Runnable cancelPause;

  /**
   * @param context runs everything, one task after the other
   * @param attempt completes with whether it is the last one
   */
  Probe(Executor context, Pause pause, Supplier<Future<Boolean>> attempt) {
    this.context = context;
    this.pause = pause;
    this.attempt = attempt;
  }

  /** Tries at once, or once more after the try that is under way. */
  void request() {
    context.execute(
        () -> {
          requested = true;
          tryNow();
        });
  }

  private void tryNow() {
    if (closed || trying) {
      return;
    }
    endPause();
    trying = true;
    requested = false;
    Future.succeededFuture()
        .compose(v -> attempt.get())
        .onComplete(done -> context.execute(() -> tried(done.succeeded() && done.result())));
  }

  private void tried(boolean last) {
    trying = false;
    if (requested) {
      tryNow();
    } else if (!last && !closed) {
      cancelPause = pause.before(this::tryNow);
    }
  }

  private void endPause() {
    if (cancelPause != null) {
      cancelPause.run();
      cancelPause = null;
    }
  }

  void close() {
    context.execute(
        () -> {
          closed = true;
          endPause();
        });
  }
}
