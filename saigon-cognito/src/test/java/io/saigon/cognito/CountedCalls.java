package io.saigon.cognito;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthRequest;

/** Counts the calls that succeeded, by the log-in and by the identity that they renewed. */
final class CountedCalls implements ExecutionInterceptor {
  private final Map<String, Integer> refreshes = new ConcurrentHashMap<>();
  private final Map<String, Integer> credentials = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    underWay.incrementAndGet();
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    if (call.request() instanceof InitiateAuthRequest request
        && request.authFlow() == AuthFlowType.REFRESH_TOKEN_AUTH) {
      refreshes.merge(request.authParameters().get("REFRESH_TOKEN"), 1, Integer::sum);
    }
    if (call.request() instanceof GetCredentialsForIdentityRequest request) {
      credentials.merge(request.identityId(), 1, Integer::sum);
    }
    underWay.decrementAndGet();
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
    underWay.decrementAndGet();
  }

  boolean isQuiet() {
    return underWay.get() == 0;
  }

  Map<String, Integer> refreshes() {
    return refreshes;
  }

  Map<String, Integer> credentials() {
    return credentials;
  }

  void reset() {
    refreshes.clear();
    credentials.clear();
  }
}
