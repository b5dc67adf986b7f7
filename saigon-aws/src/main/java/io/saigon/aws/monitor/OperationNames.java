package io.saigon.aws.monitor;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Hands the names of operations on to the HTTP engine, for traces. The SDK's request names none,
 * but the thread that calls this interceptor calls the engine next.
 */
public final class OperationNames implements ExecutionInterceptor {
  private static final String INVOCATION = "amz-sdk-invocation-id";
  private static final ThreadLocal<@Nullable Operation> NEXT = new ThreadLocal<>();

  private record Operation(String name, @Nullable String invocation) {}

  @Override
  public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    if (service != null && operation != null) {
      NEXT.set(
          new Operation(
              service.replace(" ", "") + "." + operation, invocation(call.httpRequest())));
    }
  }

  /**
   * Returns the name of the operation that a request is of.
   *
   * @return such as {@code SecretsManager.GetSecretValue}, or null if it is not known
   */
  public static @Nullable String of(SdkHttpRequest request) {
    Operation next = NEXT.get();
    if (next == null) {
      return null;
    }
    NEXT.remove();
    String invocation = invocation(request);
    return invocation != null && invocation.equals(next.invocation) ? next.name : null;
  }

  private static @Nullable String invocation(SdkHttpRequest request) {
    return request.firstMatchingHeader(INVOCATION).orElse(null);
  }
}
