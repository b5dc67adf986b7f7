package io.saigon.api.oauth;

import io.saigon.api.check.Arguments;
import io.saigon.api.check.KeyLocations;
import io.saigon.api.json.JsonMembers;
import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions for the acceptance of an issuer's tokens.
 *
 * @param issuer the issuer; tokens have exactly this claim {@code iss}
 * @param audiences a token must be for one of these ({@code aud})
 * @param keys location of the issuer's JSON web key set: an {@code https:} URL, a {@code file:} or
 *     a {@code classpath:} resource that is read without a network; or null to find it by the
 *     issuer's discovery document (OpenID Connect Discovery 1.0)
 * @param algorithms accepted signature algorithms; each key is used for its own one alone
 * @param scopes a token must have one of these; empty for any
 * @param clockSkew largest difference between the clocks of this machine and of the issuer; not
 *     negative
 */
public record JwtVerifierConfig(
    String issuer,
    Set<String> audiences,
    @Nullable URI keys,
    Set<JwtAlgorithm> algorithms,
    Set<String> scopes,
    Duration clockSkew) {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /**
   * Creates a configuration, and checks that some token can be accepted.
   *
   * @param issuer the issuer; without {@code keys} an https URL
   * @param audiences a token must be for one of these; at least one
   * @param keys location of the issuer's JSON web key set, or null to find it by the issuer's
   *     discovery document
   * @param algorithms accepted signature algorithms; at least one
   * @param scopes a token must have one of these; empty for any
   * @param clockSkew largest difference of the clocks; not negative
   * @throws IllegalArgumentException if a URL is not https (or http of localhost), or no token can
   *     be accepted
   */
  public JwtVerifierConfig {
    Objects.requireNonNull(audiences, "audiences");
    Objects.requireNonNull(algorithms, "algorithms");
    Objects.requireNonNull(scopes, "scopes");
    Objects.requireNonNull(clockSkew, "clockSkew");
    Arguments.notBlank("issuer", issuer);
    audiences = names("An audience", audiences);
    algorithms = Set.copyOf(algorithms);
    scopes = names("A scope", scopes);
    if (audiences.isEmpty()) {
      throw new IllegalArgumentException(
          "Name an audience: tokens for other services must not be accepted by this one");
    }
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("Name a signature algorithm that is accepted");
    }
    if (keys == null) {
      URI url = KeyLocations.https("issuer", KeyLocations.uri("issuer", issuer));
      if (url.getRawQuery() != null) {
        throw new IllegalArgumentException("issuer must be a URL without a query");
      }
    } else {
      KeyLocations.keys(keys);
    }
    if (clockSkew.isNegative()) {
      throw new IllegalArgumentException("clockSkew must not be negative");
    }
  }

  /**
   * Creates a configuration that accepts tokens of an issuer, with keys by discovery, all
   * algorithms and a clock skew of a minute.
   *
   * @param issuer such as {@code https://login.example.com}
   * @param audiences a token must be for one of these
   * @return the configuration
   */
  public static JwtVerifierConfig of(String issuer, String... audiences) {
    Objects.requireNonNull(audiences, "audiences");
    return new JwtVerifierConfig(
        issuer, Set.of(audiences), null, Set.of(JwtAlgorithm.values()), Set.of(), CLOCK_SKEW);
  }

  /**
   * Reads a configuration from JSON: the members {@code issuer} and {@code audiences}, and, if it
   * has them, {@code keys}, {@code algorithms} (names of {@link JwtAlgorithm}), {@code scopes} and
   * {@code clockSkewMs} (a minute otherwise).
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the configuration
   * @throws io.saigon.api.error.ConfigurationException if a member is missing, unknown or malformed
   */
  public static JwtVerifierConfig fromJson(JsonObject json) {
    JsonMembers members =
        JsonMembers.of(json, "")
            .only("issuer", "audiences", "keys", "algorithms", "scopes", "clockSkewMs");
    Set<JwtAlgorithm> algorithms = new HashSet<>();
    members
        .texts("algorithms")
        .forEach(name -> algorithms.add(members.constant("algorithms", name, JwtAlgorithm.class)));
    String keys = members.text("keys");
    return JsonMembers.create(
        "The configuration of a verifier",
        () ->
            new JwtVerifierConfig(
                members.requiredText("issuer"),
                members.texts("audiences"),
                keys == null ? null : KeyLocations.uri("keys", keys),
                members.has("algorithms") ? algorithms : Set.of(JwtAlgorithm.values()),
                members.texts("scopes"),
                Duration.ofMillis(members.number("clockSkewMs", CLOCK_SKEW.toMillis()))));
  }

  /**
   * Returns this configuration with keys of another location.
   *
   * @param keys such as {@code file:/etc/keys.json}, {@code classpath:keys.json} or an https URL
   * @return the new configuration
   */
  public JwtVerifierConfig withKeys(URI keys) {
    Objects.requireNonNull(keys, "keys");
    return new JwtVerifierConfig(issuer, audiences, keys, algorithms, scopes, clockSkew);
  }

  /**
   * Returns this configuration with other algorithms.
   *
   * @param algorithms accepted signature algorithms, and no others
   * @return the new configuration
   */
  public JwtVerifierConfig withAlgorithms(JwtAlgorithm... algorithms) {
    Objects.requireNonNull(algorithms, "algorithms");
    return new JwtVerifierConfig(issuer, audiences, keys, Set.of(algorithms), scopes, clockSkew);
  }

  /**
   * Returns this configuration for tokens with any of these scopes alone.
   *
   * @param scopes names of scopes
   * @return the new configuration
   */
  public JwtVerifierConfig withAnyScope(String... scopes) {
    Objects.requireNonNull(scopes, "scopes");
    return new JwtVerifierConfig(issuer, audiences, keys, algorithms, Set.of(scopes), clockSkew);
  }

  /**
   * Returns this configuration with another clock skew.
   *
   * @param clockSkew largest difference of the clocks; not negative
   * @return the new configuration
   */
  public JwtVerifierConfig withClockSkew(Duration clockSkew) {
    Objects.requireNonNull(clockSkew, "clockSkew");
    return new JwtVerifierConfig(issuer, audiences, keys, algorithms, scopes, clockSkew);
  }

  static Set<String> names(String what, Set<String> names) {
    names.forEach(name -> Arguments.notBlank(what, name));
    return Set.copyOf(names);
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
