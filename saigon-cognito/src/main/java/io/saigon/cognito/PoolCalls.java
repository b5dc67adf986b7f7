package io.saigon.cognito;

import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** Calls of an administrator of one user pool. */
final class PoolCalls {
  private final String userPoolId;
  private final OpenService<CognitoIdentityProviderAsyncClient> service;

  PoolCalls(String userPoolId, OpenService<CognitoIdentityProviderAsyncClient> service) {
    this.userPoolId = userPoolId;
    this.service = service;
  }

  <T> Future<T> call(
      Function<? super CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return service
        .call(call)
        .recover(failure -> Future.failedFuture(Refusals.ofPool(failure, userPoolId)));
  }
}
