package io.saigon.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.Closeable;
import java.io.IOException;
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

  static Future<Void> onWorker(Context context, Runnable cleanUp) {
    return context
        .<Void>executeBlocking(
            () -> {
              cleanUp.run();
              return null;
            },
            false)
        .recover(
            failure -> {
              if (failure instanceof RejectedExecutionException) {
                // Vert.x is closing and has no worker left, and nothing is left to be delayed.
                return Future.future(
                    done -> {
                      cleanUp.run();
                      done.complete();
                    });
              }
              return Future.failedFuture(failure);
            });
  }
}
