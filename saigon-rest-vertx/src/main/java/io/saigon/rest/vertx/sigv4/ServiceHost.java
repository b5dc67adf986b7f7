package io.saigon.rest.vertx.sigv4;

import io.saigon.api.config.Partition;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signing name and region of AWS's own host names. */
final class ServiceHost {
  private static final Map<String, String> SIGNING_NAMES =
      Map.of(
          "execute-api", "execute-api",
          "lambda-url", "lambda",
          "appsync-api", "appsync",
          "es", "es",
          "aos", "es",
          "aoss", "aoss",
          "vpc-lattice-svcs", "vpc-lattice-svcs",
          "s3", "s3",
          "s3-accesspoint", "s3");

  private ServiceHost() {}

  /** Returns null for any other host, such as a domain of the user's own. */
  static @Nullable SigV4Scope scope(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String suffix = Partition.suffixOf(lower);
    if (suffix == null) {
      return null;
    }
    String[] labels = lower.substring(0, lower.length() - suffix.length() - 1).split("\\.", -1);
    // From the end, because what a user has named comes first.
    for (int i = labels.length - 1; i >= 0; i--) {
      String service = SIGNING_NAMES.get(labels[i]);
      if (service != null) {
        String region = region(labels, i);
        return region == null ? null : SigV4Scope.of(service, region);
      }
    }
    return null;
  }

  private static @Nullable String region(String[] labels, int service) {
    for (int i = service + 1; i < labels.length; i++) {
      if (Partition.isRegion(labels[i])) {
        return labels[i];
      }
    }
    // OpenSearch has it in front.
    if (service > 0 && Partition.isRegion(labels[service - 1])) {
      return labels[service - 1];
    }
    return labels[service].equals("s3") ? "us-east-1" : null;
  }
}
