package io.saigon.api.oauth;

import io.saigon.api.check.Arguments;
import io.saigon.api.check.KeyLocations;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.json.JsonMembers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An app client whose users log in by a browser, at the managed login of the user pool's domain.
 *
 * @param userPoolId such as {@code eu-west-1_AbCdEf123}
 * @param domain domain of the user pool
 * @param clientId id of the app client
 * @param clientSecret its secret, or null if it has none; left out of {@link #toString()}
 * @param scopes scopes to request, {@code openid} among them
 */
public record ManagedLoginConfig(
    String userPoolId,
    UserPoolDomain domain,
    String clientId,
    @Nullable String clientSecret,
    Set<String> scopes) {
  /**
   * Creates a configuration.
   *
   * @param userPoolId id of the user pool
   * @param domain domain of the user pool
   * @param clientId id of the app client
   * @param clientSecret secret of the app client, or null if it has none
   * @param scopes scopes to request
   * @throws IllegalArgumentException if an id is malformed, or {@code openid} is not among the
   *     scopes
   */
  public ManagedLoginConfig {
    Objects.requireNonNull(scopes, "scopes");
    CognitoIdpConfig.of(userPoolId);
    Objects.requireNonNull(domain, "domain");
    Arguments.notBlank("clientId", clientId);
    if (clientSecret != null) {
      Arguments.notBlank(
          "clientSecret", clientSecret, "leave it out for an app client without one");
    }
    scopes = Set.copyOf(scopes);
    if (!scopes.contains("openid")) {
      throw new IllegalArgumentException(
          "Request the scope openid: without it there is no id token that shows who logged in");
    }
  }

  /**
   * Creates a configuration for an app client without a secret, with the scope {@code openid}.
   *
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @param domain domain of the user pool
   * @param clientId id of the app client
   * @return the configuration
   */
  public static ManagedLoginConfig of(String userPoolId, UserPoolDomain domain, String clientId) {
    return new ManagedLoginConfig(userPoolId, domain, clientId, null, Set.of("openid"));
  }

  /**
   * Reads a configuration from JSON: the members {@code userPoolId}, {@code domain} (a URL), {@code
   * clientId} and, if it has them, {@code clientSecret} and {@code scopes} ({@code openid}
   * otherwise).
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the configuration
   * @throws io.saigon.api.error.ConfigurationException if a member is missing, unknown or malformed
   */
  public static ManagedLoginConfig fromJson(JsonObject json) {
    JsonMembers members =
        JsonMembers.of(json, "").only("userPoolId", "domain", "clientId", "clientSecret", "scopes");
    return JsonMembers.create(
        "The configuration of a managed login",
        () ->
            new ManagedLoginConfig(
                members.requiredText("userPoolId"),
                new UserPoolDomain(KeyLocations.uri("domain", members.requiredText("domain"))),
                members.requiredText("clientId"),
                members.text("clientSecret"),
                members.has("scopes") ? members.texts("scopes") : Set.of("openid")));
  }

  /**
   * Returns this configuration with the app client's secret.
   *
   * @param clientSecret secret of the app client
   * @return the new configuration
   */
  public ManagedLoginConfig withClientSecret(String clientSecret) {
    Objects.requireNonNull(clientSecret, "clientSecret");
    return new ManagedLoginConfig(userPoolId, domain, clientId, clientSecret, scopes);
  }

  /**
   * Returns this configuration with other scopes.
   *
   * @param scopes scopes to request, {@code openid} among them
   * @return the new configuration
   */
  public ManagedLoginConfig withScopes(String... scopes) {
    Objects.requireNonNull(scopes, "scopes");
    return new ManagedLoginConfig(userPoolId, domain, clientId, clientSecret, Set.of(scopes));
  }

  /**
   * Writes this configuration as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members, the client secret included
   */
  public JsonObject toJson() {
    JsonArray names = new JsonArray();
    new TreeSet<>(scopes).forEach(names::add);
    JsonObject json =
        new JsonObject()
            .put("userPoolId", userPoolId)
            .put("domain", domain.url().toString())
            .put("clientId", clientId)
            .put("scopes", names);
    return clientSecret == null ? json : json.put("clientSecret", clientSecret);
  }

  @Override
  public String toString() {
    return "ManagedLoginConfig[userPoolId=%s, domain=%s, clientId=%s, scopes=%s]"
        .formatted(userPoolId, domain.url(), clientId, scopes);
  }
}
