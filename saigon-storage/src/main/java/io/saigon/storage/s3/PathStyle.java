package io.saigon.storage.s3;

import io.saigon.api.config.Partition;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The choice between buckets in the path of URLs and buckets in the host name. */
public final class PathStyle {
  private static final String SETTING = "pathStyle";

  private PathStyle() {}

  /** Returns whether buckets are in the path: as set, else by the endpoint. */
  public static boolean of(SaigonOptions options) {
    Object set = options.settings(S3Failures.SERVICE).getValue(SETTING);
    if (set instanceof Boolean chosen) {
      return chosen;
    }
    if (set != null) {
      throw new ConfigurationException(
          "The setting %s of %s must be true or false".formatted(SETTING, S3Failures.SERVICE),
          List.of(SETTING),
          null);
    }
    URI endpoint = options.endpoints().getOrDefault(S3Failures.SERVICE, options.endpoint());
    return of(endpoint == null ? standardEndpoint() : endpoint);
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

  // "Service-specific endpoints" in the AWS SDKs and Tools Reference Guide; of a profile's file
  // only the SDK knows.
  private static @Nullable URI standardEndpoint() {
    return Stream.of(
            System.getProperty("aws.endpointUrlS3"),
            System.getenv("AWS_ENDPOINT_URL_S3"),
            System.getProperty("aws.endpointUrl"),
            System.getenv("AWS_ENDPOINT_URL"))
        .filter(url -> url != null && !url.isBlank())
        .findFirst()
        .map(URI::create)
        .orElse(null);
  }
}
