package io.saigon.api.oauth;

import io.saigon.api.check.KeyLocations;
import io.saigon.api.config.Partition;
import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The domain of a user pool, which has its OAuth 2.0 endpoints and managed login.
 *
 * @param url base URL, without a query and without a slash at the end
 */
public record UserPoolDomain(URI url) {
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * Creates a domain at a URL, such as that of a local AWS.
   *
   * @param url https URL, or an http one of localhost
   * @throws IllegalArgumentException if it is neither, or has a query
   */
  public UserPoolDomain {
    KeyLocations.https("A user pool's domain", Objects.requireNonNull(url, "url"));
    if (url.getRawQuery() != null) {
      throw new IllegalArgumentException("A user pool's domain must be a URL without a query");
    }
    String text = url.toString();
    url = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }

  /**
   * Creates a domain of Cognito's own, right for the region's partition.
   *
   * @param prefix the pool's domain prefix
   * @param region AWS region of the pool
   * @return such as {@code https://orders.auth.eu-west-1.amazoncognito.com}
   * @throws IllegalArgumentException if either is malformed, or Cognito's guide names no domains of
   *     the region's partition
   */
  public static UserPoolDomain ofPrefix(String prefix, String region) {
    if (!PREFIX.matcher(Objects.requireNonNull(prefix, "prefix")).matches()) {
      throw new IllegalArgumentException(
          "A domain prefix has lower-case letters, digits and hyphens alone");
    }
    Partition partition = Partition.of(region);
    // "Using the Amazon Cognito domain" in the developer guide: GovCloud has FIPS endpoints alone.
    String auth = partition == Partition.AWS_US_GOV ? "auth-fips" : "auth";
    String suffix = partition.dnsSuffix().replace("amazonaws", "amazoncognito");
    if (!suffix.contains("amazoncognito")) {
      throw new IllegalArgumentException(
          "The domains of the partition of %s are not known; create a UserPoolDomain of the URL"
              .formatted(region));
    }
    return new UserPoolDomain(
        URI.create("https://%s.%s.%s.%s".formatted(prefix, auth, region, suffix)));
  }

  /**
   * Creates a custom domain.
   *
   * @param host such as {@code auth.example.com}
   * @return the domain
   * @throws IllegalArgumentException if it is no host name
   */
  public static UserPoolDomain custom(String host) {
    Objects.requireNonNull(host, "host");
    return new UserPoolDomain(KeyLocations.uri("A user pool's domain", "https://" + host));
  }

  /**
   * Returns the URL of an endpoint of the domain.
   *
   * @param path path that begins with a slash, such as {@code /oauth2/token}
   * @return the URL
   */
  public URI endpoint(String path) {
    Objects.requireNonNull(path, "path");
    return URI.create(url + path);
  }
}
