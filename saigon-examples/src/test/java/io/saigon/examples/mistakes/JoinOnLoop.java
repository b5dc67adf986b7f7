package io.saigon.examples.mistakes;

import static io.saigon.testkit.Await.await;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** An event loop that waits for a result which only it can bring; only Vert.x's log reports it. */
final class JoinOnLoop {
  private static final Logger VERTX = Logger.getLogger("io.vertx.core");

  private JoinOnLoop() {}

  /** Vert.x's log line as an exception. */
  private static final class BlockedThreadChecker extends Exception {
    private static final long serialVersionUID = 1L;

    BlockedThreadChecker(String message) {
      super(message);
    }
  }

  static Future<?> make(SaigonOptions options) throws BlockedThreadChecker {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setBlockedThreadCheckInterval(20)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(200)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
    Promise<String> logged = Promise.promise();
    CompletableFuture<CompletableFuture<String>> joined = new CompletableFuture<>();
    Handler handler = handler(logged);
    VERTX.addHandler(handler);
    try {
      vertx.runOnContext(
          run -> {
            Saigon saigon = Saigon.create(vertx, options);
            joined.complete(
                saigon
                    .vault()
                    .secretString("orders/text")
                    .toCompletionStage()
                    .toCompletableFuture());
            joined.join().join();
          });
      String line = await(logged.future());
      if (joined.join().isDone()) {
        return Future.succeededFuture();
      }
      throw new BlockedThreadChecker(line);
    } finally {
      VERTX.removeHandler(handler);
      joined.join().cancel(true);
      await(vertx.close());
    }
  }

  private static Handler handler(Promise<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        if (String.valueOf(line.getMessage()).contains("has been blocked")) {
          logged.tryComplete(line.getMessage());
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
