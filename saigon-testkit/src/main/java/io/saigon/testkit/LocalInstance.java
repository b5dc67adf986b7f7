package io.saigon.testkit;

import io.saigon.testkit.internal.metadata.InstanceMetadata;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An EC2 instance with the role {@code instance}, by its metadata service: session tokens (version
 * 2), the role's credentials, the region and the identity document. Faults have the targets {@code
 * imds}, {@code imds.Token}, {@code imds.SecurityCredentials}, {@code imds.Region} and {@code
 * imds.InstanceIdentityDocument}.
 */
public final class LocalInstance extends LocalWorkload {
  private final InstanceMetadata metadata;
  private final URI endpoint;

  LocalInstance(
      InstanceMetadata metadata, URI endpoint, Supplier<Map<String, String>> environment) {
    super(metadata.keys(), environment);
    this.metadata = metadata;
    this.endpoint = endpoint;
  }

  /**
   * Returns the endpoint of the metadata service.
   *
   * @return base URL with http
   */
  public URI endpoint() {
    return endpoint;
  }

  /** The region is left out, as the metadata service has it. */
  @Override
  void addVariables(Map<String, String> variables) {
    variables.remove("AWS_REGION");
    variables.remove("AWS_DEFAULT_REGION");
    variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint.toString());
  }

  /**
   * Turns the service off or on again. While it is off, it answers 403.
   *
   * @param enabled whether it is on
   */
  public void metadataEnabled(boolean enabled) {
    metadata.enabled(enabled);
  }

  /**
   * Allows version 1 of the service, which needs no session token, or refuses it with 401, as at
   * the start.
   *
   * @param allowed whether it is allowed
   */
  public void versionOne(boolean allowed) {
    metadata.versionOne(allowed);
  }

  /**
   * Moves callers beyond the hop limit of session tokens, as a container without host network is
   * with a limit of 1, or back within it. Beyond it a request for a session token gets no answer.
   *
   * @param beyond whether callers are too far away
   */
  public void beyondHopLimit(boolean beyond) {
    metadata.beyondHopLimit(beyond);
  }

  /** Ends all session tokens, so that requests with them are answered 401. */
  public void endMetadataTokens() {
    metadata.forgetTokens();
  }
}
