package io.saigon.storage.s3;

import io.saigon.api.config.Partition;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;

/** The choice between buckets in the path of URLs and buckets in the host name. */
public final class PathStyle {
  private static final String SETTING = "pathStyle";

  private PathStyle() {}

  /**
   * Returns the choice: as set, else by the endpoint. Blocks to read profile files.
   *
   * @throws ConfigurationException if the setting is no boolean, or there are others
   */
  public static boolean of(SaigonOptions options) {
    Boolean chosen = chosen(options);
    if (chosen != null) {
      return chosen;
    }
    URI endpoint = options.endpoints().getOrDefault(S3Failures.SERVICE, options.endpoint());
    return of(endpoint == null ? standardEndpoint() : endpoint);
  }

  /**
   * Returns the choice that is set, or null.
   *
   * @throws ConfigurationException if the setting is no boolean, or there are others
   */
  public static @Nullable Boolean chosen(SaigonOptions options) {
    JsonObject settings = options.settings(S3Failures.SERVICE);
    for (String name : settings.fieldNames()) {
      if (!name.equals(SETTING)) {
        throw new ConfigurationException(
            "The setting %s of %s is not known; there is only %s"
                .formatted(name, S3Failures.SERVICE, SETTING),
            List.of(name),
            null);
      }
    }
    Object set = settings.getValue(SETTING);
    if (set == null || set instanceof Boolean) {
      return (Boolean) set;
    }
    throw new ConfigurationException(
        "The setting %s of %s must be true or false".formatted(SETTING, S3Failures.SERVICE),
        List.of(SETTING),
        null);
  }

  /**
   * Returns whether buckets are in the path: servers other than AWS's rarely have a name and a
   * certificate for each bucket.
   */
  public static boolean of(@Nullable URI endpoint) {
    String host = endpoint == null ? null : endpoint.getHost();
    if (host == null) {
      return false;
    }
    return !Partition.isAwsHost(host);
  }

  /**
   * Reads the setting as the SDK's client and presigner do: environment, system properties,
   * profile.
   */
  private static @Nullable URI standardEndpoint() {
    return AwsClientEndpointProvider.builder()
        .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_S3")
        .serviceEndpointOverrideSystemProperty("aws.endpointUrlS3")
        .serviceProfileProperty(S3Failures.SERVICE)
        .resolveFromOverrides()
        .orElse(null);
  }
}
