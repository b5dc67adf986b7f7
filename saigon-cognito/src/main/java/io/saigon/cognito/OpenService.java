package io.saigon.cognito;

import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** A service of AWS that is called as long as its client is open. */
final class OpenService<C> {
  private final Lifetime lifetime;
  private final AwsService<C> service;

  OpenService(Lifetime lifetime, AwsService<C> service) {
    this.lifetime = lifetime;
    this.service = service;
  }

  Future<C> client() {
    return lifetime.call(service::client);
  }

  <T> Future<T> call(Function<? super C, ? extends CompletionStage<T>> call) {
    return lifetime.call(() -> service.call(call));
  }

  <T> Future<T> callUnsigned(Function<? super C, ? extends CompletionStage<T>> call) {
    return lifetime.call(() -> service.callUnsigned(call));
  }

  /** Makes a call beside the SDK's client. */
  <T> Future<T> call(Supplier<Future<T>> call) {
    return lifetime.call(call);
  }
}
