package io.saigon.cognito.service;

import io.saigon.api.context.CallerContext;
import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** An AWS service whose calls fail with ClosedException once the client is closed. */
public final class ClosableService<C> {
  private final ClientLifetime lifetime;
  private final AwsService<C> service;

  public ClosableService(ClientLifetime lifetime, AwsService<C> service) {
    this.lifetime = lifetime;
    this.service = service;
  }

  /** Returns the context of the caller. */
  public CallerContext context() {
    return CallerContext.current(lifetime.vertx());
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
