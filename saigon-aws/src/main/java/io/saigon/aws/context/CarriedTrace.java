package io.saigon.aws.context;

import io.saigon.api.call.Trace;
import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace of a caller on a worker or a virtual thread on to an event loop, where HTTP
 * exchanges run.
 */
public final class CarriedTrace {
  private CarriedTrace() {}

  /**
   * Starts an exchange, on a context with the caller's trace if there is one.
   *
   * @param operation name of the spans, or null if it is not known
   * @param exchange starts the exchange on the current context or one of its event loop
   * @return the end of the exchange, which whoever completes it with a failure cancels
   */
  public static CompletableFuture<Void> start(
      Vertx vertx, @Nullable String operation, Supplier<CompletableFuture<Void>> exchange) {
    if (LoopContext.isOnEventLoop() || !CallerContext.isTraced(vertx)) {
      return exchange.get();
    }
    String name = operation == null ? "aws" : operation;
    Trace trace = Trace.begin(CallerContext.current(vertx), name, Map.of());
    return trace == null ? exchange.get() : carried(vertx, name, trace, exchange);
  }

  private static CompletableFuture<Void> carried(
      Vertx vertx, String name, Trace trace, Supplier<CompletableFuture<Void>> exchange) {
    CallerContext loop = LoopContext.of(vertx).caller();
    CompletableFuture<Void> end = new CompletableFuture<>();
    loop.run(
        () ->
            trace
                .on(loop, name, () -> cancelledBy(end, exchange.get()))
                .onComplete(
                    (done, failure) -> {
                      trace.end(failure);
                      if (failure == null) {
                        end.complete(null);
                      } else {
                        end.completeExceptionally(failure);
                      }
                    }));
    return end;
  }

  private static Future<Void> cancelledBy(
      CompletableFuture<Void> end, CompletableFuture<Void> exchange) {
    var unused =
        end.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                exchange.completeExceptionally(failure);
              }
            });
    return Future.fromCompletionStage(exchange);
  }
}
