package io.saigon.cognito.idp;

import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** Administrative calls to one user pool. */
final class AdminCalls {
  private final String userPoolId;
  private final ClosableService<CognitoIdentityProviderAsyncClient> service;

  AdminCalls(String userPoolId, ClosableService<CognitoIdentityProviderAsyncClient> service) {
    this.userPoolId = userPoolId;
    this.service = service;
  }

  <T> Future<T> call(
      Function<? super CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return service
        .call(call)
        .recover(failure -> Future.failedFuture(CognitoErrors.ofPool(failure, userPoolId)));
  }
}
