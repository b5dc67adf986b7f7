package io.saigon.api.cognito;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Data of a request that the pool's Lambda triggers, threat protection and analytics see. Values
 * are left out of {@link #toString()}.
 *
 * @param clientMetadata input of the pool's Lambda triggers; Cognito neither stores nor encrypts it
 * @param ipAddress address of the user's device, for threat protection, or null
 * @param encodedData fingerprint of the user's device, as Cognito's context data library encodes
 *     it, or null
 * @param analyticsEndpointId endpoint of Amazon Pinpoint, or null
 */
public record CognitoCallContext(
    Map<String, String> clientMetadata,
    @Nullable String ipAddress,
    @Nullable String encodedData,
    @Nullable String analyticsEndpointId) {
  /**
   * Creates a context.
   *
   * @param clientMetadata input of the pool's Lambda triggers
   * @param ipAddress address of the user's device, or null
   * @param encodedData fingerprint of the user's device, or null
   * @param analyticsEndpointId endpoint of Amazon Pinpoint, or null
   */
  public CognitoCallContext {
    Objects.requireNonNull(clientMetadata, "clientMetadata");
    clientMetadata = Map.copyOf(clientMetadata);
  }

  /**
   * Creates a context of metadata alone.
   *
   * @param clientMetadata input of the pool's Lambda triggers
   * @return the context
   */
  public static CognitoCallContext of(Map<String, String> clientMetadata) {
    Objects.requireNonNull(clientMetadata, "clientMetadata");
    return new CognitoCallContext(clientMetadata, null, null, null);
  }

  /**
   * Returns this context with the user's device, for threat protection.
   *
   * @param ipAddress address of the device, not of this server
   * @param encodedData fingerprint of the device, or null
   * @return the new context
   */
  public CognitoCallContext withDevice(String ipAddress, @Nullable String encodedData) {
    Objects.requireNonNull(ipAddress, "ipAddress");
    return new CognitoCallContext(clientMetadata, ipAddress, encodedData, analyticsEndpointId);
  }

  /**
   * Returns this context with an endpoint of Amazon Pinpoint.
   *
   * @param analyticsEndpointId id of the endpoint
   * @return the new context
   */
  public CognitoCallContext withAnalyticsEndpointId(String analyticsEndpointId) {
    Objects.requireNonNull(analyticsEndpointId, "analyticsEndpointId");
    return new CognitoCallContext(clientMetadata, ipAddress, encodedData, analyticsEndpointId);
  }

  @Override
  public String toString() {
    return "CognitoCallContext[clientMetadata=" + clientMetadata.keySet() + "]";
  }
}
