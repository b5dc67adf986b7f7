package io.saigon.cognito.service;

import io.saigon.api.context.CallerContext;
import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** An AWS service whose calls fail with ClosedException once the client is closed. */
public final class ClosableService<C> {
  private final ClientLifetime lifetime;
  private final AwsService<C> service;

  public ClosableService(ClientLifetime lifetime, AwsService<C> service) {
    this.lifetime = lifetime;
    this.service = service;
  }

  /** Returns the context of the caller; throws after close. */
  public CallerContext openContext() {
    lifetime.requireOpen();
    return CallerContext.current(lifetime.vertx());
  }

  /** Makes several calls, whose result completes on the caller's context. */
  public <T> Future<T> several(Supplier<Future<T>> calls) {
    return lifetime.call(() -> openContext().complete(calls.get()));
  }

  public Future<C> client() {
    return lifetime.call(service::client);
  }

  public <T> Future<T> call(Function<? super C, ? extends CompletionStage<T>> call) {
    return lifetime.call(() -> service.call(call));
  }

  public <T> Future<T> callUnsigned(Function<? super C, ? extends CompletionStage<T>> call) {
    return lifetime.call(() -> service.callUnsigned(call));
  }
}
