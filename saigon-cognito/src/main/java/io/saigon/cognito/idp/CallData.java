package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoCallContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AnalyticsMetadataType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserContextDataType;

/** The data of a call context as the SDK takes it; null where there is none. */
public final class CallData {
  public static final CallData NONE = new CallData(CognitoCallContext.of(Map.of()));

  private final CognitoCallContext context;

  public CallData(CognitoCallContext context) {
    this.context = context;
  }

  @Nullable Map<String, String> clientMetadata() {
    return context.clientMetadata().isEmpty() ? null : context.clientMetadata();
  }

  @Nullable UserContextDataType userContext() {
    return context.ipAddress() == null && context.encodedData() == null
        ? null
        : UserContextDataType.builder()
            .ipAddress(context.ipAddress())
            .encodedData(context.encodedData())
            .build();
  }

  @Nullable AnalyticsMetadataType analytics() {
    return context.analyticsEndpointId() == null
        ? null
        : AnalyticsMetadataType.builder()
            .analyticsEndpointId(context.analyticsEndpointId())
            .build();
  }
}
