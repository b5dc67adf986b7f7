package io.saigon.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Puts things in order afterwards, whatever happened before. */
final class Closing {
  private Closing() {}

  static void quietly(@Nullable Closeable closeable) {
    if (closeable != null) {
      try {
        closeable.close();
      } catch (IOException e) {
        // What was read needs no good end, and what was written is thrown away.
      }
    }
  }

  /** Runs on a worker; without one, as after the close of Vert.x, on the calling thread. */
  static Future<Void> onWorker(Context context, Runnable cleanUp) {
    Callable<Void> task =
        () -> {
          cleanUp.run();
          return null;
        };
    try {
      return context.executeBlocking(task, false);
    } catch (RejectedExecutionException e) {
      // No event loop may be left either to complete a future of the context.
      return Future.future(
          done -> {
            cleanUp.run();
            done.complete();
          });
    }
  }
}
