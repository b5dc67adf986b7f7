package io.saigon.aws;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One AWS service: its client, built on first use, and calls that fail with saigon's exceptions.
 * Futures complete on the caller's context. Thread-safe.
 *
 * @param <C> the SDK's asynchronous client of the service
 */
public final class AwsService<C> {
  private interface Calls {
    <T> Future<T> call(Supplier<? extends CompletionStage<T>> call, boolean signed);
  }

  private final Vertx vertx;
  private final Supplier<Future<C>> factory;
  private final Calls calls;
  private final AtomicReference<@Nullable Future<C>> built = new AtomicReference<>();

  private AwsService(Vertx vertx, Supplier<Future<C>> factory, Calls calls) {
    this.vertx = vertx;
    this.factory = factory;
    this.calls = calls;
  }

  /**
   * Creates a service with a client of the application's own, which the application closes.
   *
   * @param <C> the SDK's asynchronous client of the service
   * @param vertx Vert.x instance whose contexts calls complete on
   * @param name the service's endpoint prefix, for the messages of failures
   * @param client the client
   * @return the service
   */
  public static <C> AwsService<C> of(Vertx vertx, String name, C client) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(name, "name");
    Future<C> known = Future.succeededFuture(Objects.requireNonNull(client, "client"));
    return new AwsService<>(
        vertx,
        () -> known,
        new Calls() {
          @Override
          public <T> Future<T> call(Supplier<? extends CompletionStage<T>> call, boolean signed) {
            return ContextCalls.mapped(ContextCalls.context(vertx), name, call);
          }
        });
  }

  static <C> AwsService<C> shared(VertxAws aws, String name, Supplier<Future<C>> factory) {
    Objects.requireNonNull(name, "name");
    return new AwsService<>(
        aws.vertx(),
        factory,
        new Calls() {
          @Override
          public <T> Future<T> call(Supplier<? extends CompletionStage<T>> call, boolean signed) {
            return signed ? aws.call(name, call) : aws.callUnsigned(name, call);
          }
        });
  }

  /**
   * Returns the SDK's client, for operations that saigon does not cover. A failure to build it is
   * not kept: the next call tries again.
   *
   * @return the client, which its owner closes; fails as {@link VertxAws#client} does
   */
  public Future<C> client() {
    Promise<C> promise = ContextCalls.context(vertx).promise();
    build().onComplete(promise);
    return promise.future();
  }

  /**
   * Makes a call with the application's credentials.
   *
   * @param <T> type of the answer
   * @param call starts the call; called on the caller's context
   * @return the answer; fails with one of saigon's exceptions
   */
  public <T> Future<T> call(Function<? super C, ? extends CompletionStage<T>> call) {
    return call(Objects.requireNonNull(call, "call"), true);
  }

  /**
   * Makes a call that needs no credentials, without resolving any.
   *
   * @param <T> type of the answer
   * @param call starts the call; called on the caller's context
   * @return the answer; fails with one of saigon's exceptions
   */
  public <T> Future<T> callUnsigned(Function<? super C, ? extends CompletionStage<T>> call) {
    return call(Objects.requireNonNull(call, "call"), false);
  }

  private <T> Future<T> call(
      Function<? super C, ? extends CompletionStage<T>> call, boolean signed) {
    Future<C> known = built.get();
    return known != null && known.succeeded()
        ? calls.call(() -> call.apply(known.result()), signed)
        : client().compose(client -> calls.call(() -> call.apply(client), signed));
  }

  private Future<C> build() {
    Future<C> known = built.get();
    if (known != null && !known.failed()) {
      return known;
    }
    Promise<C> promise = Promise.promise();
    if (!built.compareAndSet(known, promise.future())) {
      return build();
    }
    factory.get().onComplete(promise);
    return promise.future();
  }
}
