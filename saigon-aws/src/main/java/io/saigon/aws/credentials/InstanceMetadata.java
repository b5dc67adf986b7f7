package io.saigon.aws.credentials;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * The instance metadata service of EC2, version 2 alone: without a session token nothing is read.
 */
final class InstanceMetadata {
  private static final String SERVICE = "The instance metadata service";
  private static final int TOKEN_SECONDS = 21_600;
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private record Token(String value, Instant until) {}

  private final HttpCalls http;
  private final Settings settings;
  private final ProfileFiles files;
  private final Clock clock;
  private volatile @Nullable Token token;

  InstanceMetadata(HttpCalls http, Settings settings, ProfileFiles files, Clock clock) {
    this.http = http;
    this.settings = settings;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Reads an entry.
   *
   * @return its text; fails with {@link NotConfiguredException} if the service is turned off, not
   *     there or has no such entry
   */
  Future<String> get(String path) {
    if ("true"
        .equalsIgnoreCase(settings.get("aws.disableEc2Metadata", "AWS_EC2_METADATA_DISABLED"))) {
      return Future.failedFuture(new NotConfiguredException("AWS_EC2_METADATA_DISABLED is true"));
    }
    return files
        .read()
        .compose(
            profiles -> {
              URI endpoint = endpoint(profiles);
              HttpCalls.Bounds bounds = bounds(profiles);
              return get(endpoint, path, bounds, true);
            });
  }

  private Future<String> get(URI endpoint, String path, HttpCalls.Bounds bounds, boolean again) {
    return token(endpoint, bounds)
        .compose(
            value ->
                http.get(
                    SERVICE,
                    HttpUrls.request(
                        SdkHttpMethod.GET,
                        endpoint,
                        path,
                        head -> head.putHeader("x-aws-ec2-metadata-token", value)),
                    bounds))
        .compose(
            answer -> {
              if (answer.status() == 401 && again) {
                token = null;
                return get(endpoint, path, bounds, false);
              }
              return answer.isOk()
                  ? Future.succeededFuture(answer.text())
                  : Future.failedFuture(
                      new NotConfiguredException(
                          "it answered HTTP " + answer.status() + " for " + path));
            });
  }

  private Future<String> token(URI endpoint, HttpCalls.Bounds bounds) {
    Token known = token;
    if (known != null && clock.instant().isBefore(known.until)) {
      return Future.succeededFuture(known.value);
    }
    Instant until = clock.instant().plusSeconds(TOKEN_SECONDS).minus(MARGIN);
    return http.send(
            SERVICE,
            HttpUrls.request(
                SdkHttpMethod.PUT,
                endpoint,
                "/latest/api/token",
                head ->
                    head.putHeader(
                        "x-aws-ec2-metadata-token-ttl-seconds", String.valueOf(TOKEN_SECONDS))),
            new byte[0],
            bounds,
            answer -> false)
        .recover(failure -> Future.failedFuture(unreachable(failure, endpoint)))
        .map(
            answer -> {
              String value = answer.text().strip();
              if (!answer.isOk() || value.isEmpty() || value.chars().anyMatch(c -> c <= ' ')) {
                throw refused(answer);
              }
              token = new Token(value, until);
              return value;
            });
  }

  private static Throwable unreachable(Throwable failure, URI endpoint) {
    return failure instanceof TransportException
        ? new NotConfiguredException(
            "nothing answers at "
                + endpoint.getHost()
                + ". In a container on EC2 the instance's metadata hop limit must be 2 or more;"
                + " elsewhere AWS_EC2_METADATA_DISABLED=true spares the wait")
        : failure;
  }

  private static NotConfiguredException refused(HttpAnswer answer) {
    return new NotConfiguredException(
        answer.status() == 403
            ? "it is turned off for this instance (HTTP 403)"
            : "it gave no session token (HTTP "
                + answer.status()
                + "), and version 1, which needs none, is not used");
  }

  /**
   * Returns the service's address.
   *
   * @throws ConfigurationException if a setting is malformed
   */
  URI endpoint(Profiles profiles) {
    String url =
        setting(
            profiles,
            "aws.ec2MetadataServiceEndpoint",
            "AWS_EC2_METADATA_SERVICE_ENDPOINT",
            "ec2_metadata_service_endpoint");
    if (url != null) {
      URI endpoint = HttpUrls.parse(url);
      if (endpoint == null) {
        throw invalid("AWS_EC2_METADATA_SERVICE_ENDPOINT", "must be an http or https URL");
      }
      return endpoint;
    }
    String mode =
        setting(
            profiles,
            "aws.ec2MetadataServiceEndpointMode",
            "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
            "ec2_metadata_service_endpoint_mode");
    return switch (mode == null ? "ipv4" : mode.toLowerCase(Locale.ROOT)) {
      case "ipv4" -> URI.create("http://169.254.169.254");
      case "ipv6" -> URI.create("http://[fd00:ec2::254]");
      default -> throw invalid("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "must be IPv4 or IPv6");
    };
  }

  private HttpCalls.Bounds bounds(Profiles profiles) {
    double seconds =
        number(
            setting(
                profiles,
                "aws.ec2MetadataServiceTimeout",
                "AWS_METADATA_SERVICE_TIMEOUT",
                "metadata_service_timeout"),
            1,
            "AWS_METADATA_SERVICE_TIMEOUT");
    double attempts =
        number(
            setting(
                profiles,
                "aws.ec2MetadataServiceNumAttempts",
                "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
                "metadata_service_num_attempts"),
            3,
            "AWS_METADATA_SERVICE_NUM_ATTEMPTS");
    return new HttpCalls.Bounds(
        (int) Math.max(1, Math.min(attempts, 10)),
        Duration.ofMillis(Math.max(1, (long) (Math.min(seconds, 60) * 1000))),
        Duration.ofMillis(100));
  }

  private @Nullable String setting(
      Profiles profiles, String property, String variable, String key) {
    String value = settings.get(property, variable);
    return value != null ? value : profiles.get(key);
  }

  private static double number(@Nullable String text, double standard, String name) {
    if (text == null) {
      return standard;
    }
    try {
      double value = Double.parseDouble(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same message.
    }
    throw invalid(name, "must be a number above 0");
  }

  private static ConfigurationException invalid(String name, String reason) {
    return new ConfigurationException(name + " " + reason, List.of(name), null);
  }
}
