package io.saigon.cognito.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthRequest;

/** Counts successful renewals, by refresh token and by identity. */
final class CountedCalls implements ExecutionInterceptor {
  private final Map<String, Integer> refreshes = new ConcurrentHashMap<>();
  private final Map<String, Integer> credentials = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    inFlight.incrementAndGet();
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
    inFlight.decrementAndGet();
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
    inFlight.decrementAndGet();
  }

  boolean isIdle() {
    return inFlight.get() == 0;
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
