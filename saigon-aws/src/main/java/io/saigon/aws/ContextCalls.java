package io.saigon.aws;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Calls of the SDK whose outcomes reach the context that they were made on. */
final class ContextCalls {
  private ContextCalls() {}

  static ContextInternal context(Vertx vertx) {
    return ((VertxInternal) vertx).getOrCreateContext();
  }

  /** Makes a call once credentials, or the reason why there are none, are known. */
  static <T> Future<T> signed(
      Vertx vertx,
      PendingCalls pending,
      VertxIdentityProvider identityProvider,
      String service,
      Supplier<? extends CompletionStage<T>> call) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(call, "call");
    ContextInternal context = context(vertx);
    return pending.make(
        context,
        () ->
            known(context, identityProvider)
                .compose(
                    identity ->
                        ContextCalls.<T>start(
                            context, () -> identityProvider.with(identity, call::get)))
                .recover(failure -> context.failedFuture(AwsErrors.map(service, failure))));
  }

  static <T> Future<T> unsigned(
      Vertx vertx,
      PendingCalls pending,
      String service,
      Supplier<? extends CompletionStage<T>> call) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(call, "call");
    ContextInternal context = context(vertx);
    return pending.make(context, () -> mapped(context, service, call));
  }

  /** A call of a client whose engine is not known here. */
  static <T> Future<T> mapped(
      ContextInternal context, String service, Supplier<? extends CompletionStage<T>> call) {
    return ContextCalls.<T>start(context, call)
        .recover(failure -> context.failedFuture(AwsErrors.map(service, failure)));
  }

  /**
   * Resolves credentials, or the reason why there are none, as a value: a call may turn out to need
   * none.
   */
  static Future<Future<AwsCredentialsIdentity>> known(
      ContextInternal context, VertxIdentityProvider identityProvider) {
    var current = identityProvider.current();
    if (current.isComplete()) {
      return context.succeededFuture(current);
    }
    Promise<Future<AwsCredentialsIdentity>> known = context.promise();
    current.onComplete(ignored -> known.complete(current));
    return known.future();
  }

  static <T> Future<T> await(Context context, CompletionStage<T> stage) {
    Promise<T> promise = ((ContextInternal) context).promise();
    var unused =
        stage.whenComplete(
            (result, failure) -> {
              if (failure == null) {
                promise.complete(result);
              } else {
                promise.fail(AwsErrors.unwrap(failure));
              }
            });
    return promise.future();
  }

  private static <T> Future<T> start(
      ContextInternal context, Supplier<? extends CompletionStage<T>> call) {
    try {
      return await(context, call.get());
    } catch (RuntimeException e) {
      return context.failedFuture(e);
    }
  }
}
