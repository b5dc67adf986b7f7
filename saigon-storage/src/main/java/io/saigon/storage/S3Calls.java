package io.saigon.storage;

import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * Calls of S3 for one operation, which are cancelled when it is aborted.
 *
 * @param context where results arrive
 */
record S3Calls(AwsService<S3AsyncClient> s3, ContextInternal context, Abort abort) {
  private static final long UNDO_MILLIS = 2_000;

  /** The same calls, cancelled by another abort. */
  S3Calls with(Abort other) {
    return new S3Calls(s3, context, other);
  }

  <T> Future<T> call(Function<S3AsyncClient, CompletableFuture<T>> request) {
    return call(request, unwanted -> {});
  }

  /**
   * @param late takes an answer that comes after the abort
   */
  <T> Future<T> call(Function<S3AsyncClient, CompletableFuture<T>> request, Consumer<T> late) {
    Throwable stopped = abort.cause();
    if (stopped != null) {
      return context.failedFuture(stopped);
    }
    return abort.race(
        context,
        s3.call(
            client -> {
              // Credentials may have been waited for.
              abort.check();
              return abort.cancelling(request.apply(client));
            }),
        late);
  }

  Future<S3AsyncClient> client() {
    return abort.race(context, s3.client(), client -> {});
  }

  /**
   * Makes a call that undoes others, also after the abort.
   *
   * @return succeeds with the answer, whatever it is, or when none has come for a while
   */
  Future<Void> undo(Function<S3AsyncClient, CompletableFuture<?>> request) {
    Promise<Void> undone = context.promise();
    Timer patience = context.owner().timer(UNDO_MILLIS);
    patience.onSuccess(undone::tryComplete);
    s3.<Object>call(client -> request.apply(client).thenApply(answer -> answer))
        .onComplete(
            done -> {
              patience.cancel();
              undone.tryComplete();
            });
    return undone.future();
  }
}
