package io.saigon.cognito.idp;

import io.saigon.api.context.CallerContext;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** Administrative calls to one user pool. */
final class AdminCalls {
  private final String userPoolId;
  private final ClosableService<CognitoIdentityProviderAsyncClient> service;

  AdminCalls(String userPoolId, ClosableService<CognitoIdentityProviderAsyncClient> service) {
    this.userPoolId = userPoolId;
    this.service = service;
  }

  String userPoolId() {
    return userPoolId;
  }

  /** Returns the context of the caller; throws after close. */
  CallerContext openContext() {
    return service.openContext();
  }

  /** Makes several calls, whose result completes on the caller's context. */
  <T> Future<T> several(Supplier<Future<T>> calls) {
    return service.several(calls);
  }

  <T> Future<T> call(
      Function<? super CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return service
        .call(call)
        .recover(failure -> Future.failedFuture(CognitoErrors.ofPool(failure, userPoolId)));
  }

  /** Makes a call for a user who may not exist. */
  <T> Future<T> ofUser(
      String username,
      Function<? super CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return call(call)
        .recover(failure -> Future.failedFuture(CognitoErrors.ofUser(failure, username)));
  }

  /** Makes a call for a device of a user, either of which may not exist. */
  <T> Future<T> ofDevice(
      String username,
      Function<? super CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return ofUser(username, call)
        .recover(failure -> Future.failedFuture(CognitoErrors.ofDevice(failure, username)));
  }

  /** Makes a call for a group that may not exist. */
  <T> Future<T> ofGroup(
      String name,
      Function<? super CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return call(call).recover(failure -> Future.failedFuture(CognitoErrors.ofGroup(failure, name)));
  }
}
