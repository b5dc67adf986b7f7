package io.saigon.api.oauth;

import io.saigon.api.check.Arguments;
import io.saigon.api.check.KeyLocations;
import io.saigon.api.json.JsonMembers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An app client that gets access tokens of its own (client credentials grant).
 *
 * @param domain domain of the user pool
 * @param clientId id of the app client
 * @param clientSecret its secret; left out of {@link #toString()}
 * @param scopes scopes to request, such as {@code orders/read}; empty for all that the app client
 *     may have
 */
public record ClientCredentialsConfig(
    UserPoolDomain domain, String clientId, String clientSecret, Set<String> scopes) {
  // RFC 6749, section 3.3.
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

  /**
   * Creates a configuration.
   *
   * @param domain domain of the user pool
   * @param clientId id of the app client
   * @param clientSecret secret of the app client
   * @param scopes scopes to request; empty for all
   * @throws IllegalArgumentException if a text is blank, or a scope holds characters that none can
   */
  public ClientCredentialsConfig {
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(scopes, "scopes");
    Arguments.notBlank("clientId", clientId);
    Arguments.notBlank("clientSecret", clientSecret);
    scopes = Set.copyOf(scopes);
    if (!scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
      throw new IllegalArgumentException(
          "A scope is one word of printable characters, such as orders/read; pass several apart");
    }
  }

  /**
   * Creates a configuration.
   *
   * @param domain domain of the user pool
   * @param clientId id of the app client
   * @param clientSecret secret of the app client
   * @param scopes scopes to request; none for all
   * @return the configuration
   */
  public static ClientCredentialsConfig of(
      UserPoolDomain domain, String clientId, String clientSecret, String... scopes) {
    Objects.requireNonNull(scopes, "scopes");
    return new ClientCredentialsConfig(domain, clientId, clientSecret, Set.of(scopes));
  }

  /**
   * Reads a configuration from JSON: the members {@code domain} (a URL), {@code clientId}, {@code
   * clientSecret} and, if it has them, {@code scopes}.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the configuration
   * @throws io.saigon.api.error.ConfigurationException if a member is missing, unknown or malformed
   */
  public static ClientCredentialsConfig fromJson(JsonObject json) {
    JsonMembers members =
        JsonMembers.of(json, "").only("domain", "clientId", "clientSecret", "scopes");
    return JsonMembers.create(
        "The configuration of an app client",
        () ->
            new ClientCredentialsConfig(
                new UserPoolDomain(KeyLocations.uri("domain", members.requiredText("domain"))),
                members.requiredText("clientId"),
                members.requiredText("clientSecret"),
                members.texts("scopes")));
  }

  /**
   * Writes this configuration as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members, the client secret included
   */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("domain", domain.url().toString())
            .put("clientId", clientId)
            .put("clientSecret", clientSecret);
    JsonArray names = new JsonArray();
    new TreeSet<>(scopes).forEach(names::add);
    return json.put("scopes", names);
  }

  @Override
  public String toString() {
    return "ClientCredentialsConfig[domain=%s, clientId=%s, scopes=%s]"
        .formatted(domain.url(), clientId, scopes);
  }
}
