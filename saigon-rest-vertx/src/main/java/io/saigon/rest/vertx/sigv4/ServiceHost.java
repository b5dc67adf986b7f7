package io.saigon.rest.vertx.sigv4;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signing name and region of AWS's own host names. */
final class ServiceHost {
  // All partitions, and the host names that IPv6 is for.
  private static final Pattern AWS =
      Pattern.compile(
          "\\.(amazonaws\\.(com(\\.cn)?|eu)|on\\.aws|api\\.aws|on\\.amazonwebservices\\.com\\.cn)$");

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]+");

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
    var aws = AWS.matcher(lower);
    if (!aws.find()) {
      return null;
    }
    String[] labels = lower.substring(0, aws.start()).split("\\.", -1);
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
      if (REGION.matcher(labels[i]).matches()) {
        return labels[i];
      }
    }
    // OpenSearch has it in front.
    if (service > 0 && REGION.matcher(labels[service - 1]).matches()) {
      return labels[service - 1];
    }
    return labels[service].equals("s3") ? "us-east-1" : null;
  }
}
