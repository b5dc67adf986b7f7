package io.saigon.api.oauth;

import io.saigon.api.check.Arguments;
import io.saigon.api.check.KeyLocations;
import io.saigon.api.config.Partition;
import io.saigon.api.json.JsonMembers;
import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Conditions for the acceptance of the header {@code x-amzn-oidc-data}, in which an Application
 * Load Balancer passes on the claims of a user whom it authenticated.
 *
 * @param issuer the identity provider with which the load balancer authenticates users
 * @param clients ids of the load balancer's clients at the provider; a token is of one of these
 * @param loadBalancers ARNs of the load balancers, one of which must have signed; at least one, as
 *     any load balancer of any account signs with keys of the same place
 * @param keys base URL of the public keys, or null for that of the load balancer's region
 * @param clockSkew largest difference between the clocks; not negative
 */
public record AlbVerifierConfig(
    String issuer,
    Set<String> clients,
    Set<String> loadBalancers,
    @Nullable URI keys,
    Duration clockSkew) {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:elasticloadbalancing:([a-z0-9-]+):[0-9]{12}:loadbalancer/app/[A-Za-z0-9-]+/[0-9a-f]+");

  /**
   * Creates a configuration, and checks the ARNs.
   *
   * @param issuer the identity provider with which the load balancer authenticates users
   * @param clients ids of the load balancer's clients at the provider; at least one
   * @param loadBalancers ARNs of the load balancers; at least one
   * @param keys base URL of the public keys, or null for that of the load balancer's region
   * @param clockSkew largest difference between the clocks; not negative
   * @throws IllegalArgumentException if an ARN is malformed, none is named, or a URL is not https
   *     (or http of localhost)
   */
  public AlbVerifierConfig {
    Objects.requireNonNull(clients, "clients");
    Objects.requireNonNull(loadBalancers, "loadBalancers");
    Objects.requireNonNull(clockSkew, "clockSkew");
    Arguments.notBlank("issuer", issuer);
    clients = JwtVerifierConfig.names("A client id", clients);
    loadBalancers = Set.copyOf(loadBalancers);
    if (clients.isEmpty() || loadBalancers.isEmpty()) {
      throw new IllegalArgumentException(
          "Name a client id and a load balancer by its ARN: any load balancer of any account signs"
              + " with keys of the same place");
    }
    loadBalancers.forEach(AlbVerifierConfig::region);
    if (keys != null) {
      KeyLocations.https("keys", keys);
    }
    if (clockSkew.isNegative()) {
      throw new IllegalArgumentException("clockSkew must not be negative");
    }
  }

  /**
   * Creates a configuration with the keys of the load balancers' regions and a clock skew of a
   * minute.
   *
   * @param issuer such as {@code https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}
   * @param client id of the load balancer's client at the provider
   * @param loadBalancers ARNs of the load balancers
   * @return the configuration
   */
  public static AlbVerifierConfig of(String issuer, String client, String... loadBalancers) {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(loadBalancers, "loadBalancers");
    return new AlbVerifierConfig(issuer, Set.of(client), Set.of(loadBalancers), null, CLOCK_SKEW);
  }

  /**
   * Reads a configuration from JSON: the members {@code issuer}, {@code clients} and {@code
   * loadBalancers}, and, if it has them, {@code keys} and {@code clockSkewMs} (a minute otherwise).
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the configuration
   * @throws io.saigon.api.error.ConfigurationException if a member is missing, unknown or malformed
   */
  public static AlbVerifierConfig fromJson(JsonObject json) {
    JsonMembers members =
        JsonMembers.of(json, "").only("issuer", "clients", "loadBalancers", "keys", "clockSkewMs");
    String keys = members.text("keys");
    return JsonMembers.create(
        "The configuration of a verifier",
        () ->
            new AlbVerifierConfig(
                members.requiredText("issuer"),
                members.texts("clients"),
                members.texts("loadBalancers"),
                keys == null ? null : KeyLocations.uri("keys", keys),
                Duration.ofMillis(members.number("clockSkewMs", CLOCK_SKEW.toMillis()))));
  }

  /**
   * Returns this configuration with another base URL of the public keys, such as that of an
   * endpoint in a private network.
   *
   * @param keys https URL, to which {@code /} and the id of a key are appended
   * @return the new configuration
   */
  public AlbVerifierConfig withKeys(URI keys) {
    Objects.requireNonNull(keys, "keys");
    return new AlbVerifierConfig(issuer, clients, loadBalancers, keys, clockSkew);
  }

  /**
   * Returns this configuration with another clock skew.
   *
   * @param clockSkew largest difference of the clocks; not negative
   * @return the new configuration
   */
  public AlbVerifierConfig withClockSkew(Duration clockSkew) {
    return new AlbVerifierConfig(issuer, clients, loadBalancers, keys, clockSkew);
  }

  /**
   * Returns the base URL of the public keys of a load balancer ("Verify the user claims" in the
   * guide of Application Load Balancers).
   *
   * @param loadBalancer ARN of the load balancer
   * @return {@link #keys()}, or else that of the load balancer's region
   * @throws IllegalArgumentException if the ARN is malformed
   */
  public URI keysOf(String loadBalancer) {
    Objects.requireNonNull(loadBalancer, "loadBalancer");
    if (keys != null) {
      return keys;
    }
    String region = region(loadBalancer);
    Partition partition = Partition.of(region);
    return URI.create(
        partition == Partition.AWS_US_GOV
            ? "https://s3-%s.amazonaws.com/aws-elb-public-keys-prod-%s".formatted(region, region)
            : "https://public-keys.auth.elb.%s.%s".formatted(region, partition.dnsSuffix()));
  }

  private static String region(String loadBalancer) {
    Matcher matcher = ARN.matcher(loadBalancer);
    if (!matcher.matches() || !Partition.isRegion(matcher.group(1))) {
      throw new IllegalArgumentException(
          "A load balancer's ARN looks like"
              + " arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/name/0123456789abcdef");
    }
    return matcher.group(1);
  }

  /**
   * Writes this configuration as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members; null and what is for code alone are left out
   */
  public JsonObject toJson() {
    return RecordJson.write(this);
  }
}
