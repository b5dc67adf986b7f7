package io.saigon.aws;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that the scope of its caller may cancel: the SDK's future is cancelled, and the request
 * reset with it. What follows the call begins in the same scope.
 */
final class ScopedCall<T> {
  private final CallScope scope;
  private final CallerContext caller;
  private final Promise<T> result;
  private volatile @Nullable CompletionStage<T> stage;

  ScopedCall(CallScope scope, CallerContext caller) {
    this.scope = scope;
    this.caller = caller;
    this.result = caller.promise();
  }

  Future<T> begin(Function<ScopedCall<T>, Future<T>> call) {
    scope.add(
        result.future(),
        () -> {
          caller.run(this::cancel);
          return Future.succeededFuture();
        });
    Future<T> answer = CallScope.outside(() -> call.apply(this));
    answer.onComplete(
        (value, failure) ->
            scope.run(() -> failure == null ? result.tryComplete(value) : result.tryFail(failure)));
    return result.future();
  }

  /** Starts the SDK's call, unless it is cancelled already. */
  CompletionStage<T> start(Supplier<? extends CompletionStage<T>> call) {
    if (result.future().isComplete()) {
      throw CallScope.failure();
    }
    CompletionStage<T> started = call.get();
    stage = started;
    if (result.future().isComplete()) {
      started.toCompletableFuture().cancel(true);
    }
    return started;
  }

  private void cancel() {
    result.tryFail(CallScope.failure());
    CompletionStage<T> started = stage;
    if (started != null) {
      started.toCompletableFuture().cancel(true);
    }
  }
}
