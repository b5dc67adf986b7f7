package io.saigon.storage.s3;

import io.saigon.api.context.CallerContext;
import io.saigon.aws.AwsService;
import io.saigon.storage.io.Cancellation;
import io.saigon.storage.io.TransferCount;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * The calls of S3 that one operation makes, cancelled with it.
 *
 * @param context the context that results complete on
 */
public record S3Calls(
    AwsService<S3AsyncClient> s3,
    CallerContext context,
    Cancellation cancellation,
    TransferCount count) {
  private static final long UNDO_MILLIS = 2_000;

  /** Returns the same calls with another cancellation. */
  public S3Calls with(Cancellation other) {
    return new S3Calls(s3, context, other, count);
  }

  public <T> Future<T> call(Function<S3AsyncClient, CompletableFuture<T>> request) {
    return call(request, unwanted -> {});
  }

  /**
   * Makes a call.
   *
   * @param late takes an answer that comes after the cancellation
   */
  public <T> Future<T> call(
      Function<S3AsyncClient, CompletableFuture<T>> request, Consumer<T> late) {
    Throwable cancelled = cancellation.cause();
    if (cancelled != null) {
      return context.failed(cancelled);
    }
    return cancellation.race(
        context,
        s3.call(
            client -> {
              // The credentials may have taken a while.
              cancellation.throwIfCancelled();
              return cancellation.propagateTo(request.apply(client));
            }),
        late);
  }

  public Future<S3AsyncClient> client() {
    return cancellation.race(context, s3.client(), client -> {});
  }

  /**
   * Makes a call that undoes others, also after the cancellation.
   *
   * @return succeeds with any answer, or when none has come in time
   */
  public Future<Void> undo(Function<S3AsyncClient, CompletableFuture<?>> request) {
    Promise<Void> undone = context.promise();
    Timer timeout = context.vertx().timer(UNDO_MILLIS);
    timeout.onSuccess(undone::tryComplete);
    s3.<Object>call(client -> request.apply(client).thenApply(answer -> answer))
        .onComplete(
            done -> {
              timeout.cancel();
              undone.tryComplete();
            });
    return undone.future();
  }
}
