package io.saigon.cognito.idp;

import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/**
 * Calls of users for themselves, which no AWS credentials sign.
 *
 * @param clientId the app client, which errors name
 * @param userPoolId the user pool, which errors name
 */
public record UserCalls(
    String clientId,
    String userPoolId,
    ClosableService<CognitoIdentityProviderAsyncClient> service) {
  /** Makes a call by a user's access token. */
  <T> Future<T> byToken(
      Function<CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return call(Reason.INVALID_TOKEN, call);
  }

  /**
   * Makes a call.
   *
   * @param unauthorized the reason of a refusal that Cognito does not explain
   */
  <T> Future<T> call(
      Reason unauthorized,
      Function<CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return service
        .callUnsigned(call)
        .recover(
            failure ->
                Future.failedFuture(CognitoErrors.of(failure, unauthorized, clientId, userPoolId)));
  }
}
