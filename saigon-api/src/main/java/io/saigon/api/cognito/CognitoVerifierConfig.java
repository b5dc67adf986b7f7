package io.saigon.api.cognito;

import io.saigon.api.check.Arguments;
import io.saigon.api.check.KeyLocations;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.json.JsonMembers;
import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Conditions for the acceptance of tokens.
 *
 * @param clients ids of the app clients whose tokens are accepted, by user pool id
 * @param uses uses of the tokens that are accepted
 * @param groups a token's user must be in one of these; empty for every user
 * @param scopes an access token must have one of these; empty for any
 * @param keys locations of JSON web key sets by user pool id, for pools whose keys are not to be
 *     fetched from Cognito: a {@code file:} or a {@code classpath:} resource, which are read
 *     without a network, or an {@code https:} URL
 * @param clockSkew largest difference between the clocks of this machine and of Cognito; not
 *     negative
 */
public record CognitoVerifierConfig(
    Map<String, Set<String>> clients,
    Set<TokenUse> uses,
    Set<String> groups,
    Set<String> scopes,
    Map<String, URI> keys,
    Duration clockSkew) {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /**
   * Creates a configuration, and checks the ids, and that some token can be accepted.
   *
   * @param clients ids of the app clients whose tokens are accepted, by user pool id
   * @param uses uses of the tokens that are accepted
   * @param groups a token's user must be in one of these
   * @param scopes an access token must have one of these
   * @param keys locations of key sets by user pool id
   * @param clockSkew largest difference between the clocks of this machine and of Cognito
   * @throws IllegalArgumentException if an id is malformed, or no token can be accepted
   */
  public CognitoVerifierConfig {
    Objects.requireNonNull(clients, "clients");
    Objects.requireNonNull(uses, "uses");
    Objects.requireNonNull(groups, "groups");
    Objects.requireNonNull(scopes, "scopes");
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(clockSkew, "clockSkew");
    Map<String, Set<String>> copies = new HashMap<>();
    clients.forEach((pool, ids) -> copies.put(checkPool(pool), checkClients(pool, ids)));
    clients = Map.copyOf(copies);
    uses = Set.copyOf(uses);
    groups = checkNames("group", groups);
    scopes = checkNames("scope", scopes);
    keys = Map.copyOf(keys);
    keys.values().forEach(KeyLocations::keys);
    if (clients.isEmpty()) {
      throw new IllegalArgumentException("Name a user pool whose tokens are accepted");
    }
    if (uses.isEmpty()) {
      throw new IllegalArgumentException("Name the use of the tokens that are accepted");
    }
    if (!scopes.isEmpty() && uses.contains(TokenUse.ID)) {
      throw new IllegalArgumentException(
          "Id tokens have no scopes; accept access tokens alone, or ask for groups");
    }
    if (!clients.keySet().containsAll(keys.keySet())) {
      throw new IllegalArgumentException(
          "keys are of a user pool whose tokens are not accepted; name its app clients");
    }
    if (clockSkew.isNegative()) {
      throw new IllegalArgumentException("clockSkew must not be negative");
    }
  }

  /**
   * Creates a configuration that accepts access tokens of app clients of a user pool, with a clock
   * skew of a minute.
   *
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @param clientIds ids of the app clients
   * @return the configuration
   */
  public static CognitoVerifierConfig of(String userPoolId, String... clientIds) {
    Objects.requireNonNull(userPoolId, "userPoolId");
    Objects.requireNonNull(clientIds, "clientIds");
    return new CognitoVerifierConfig(
        Map.of(userPoolId, Set.of(clientIds)),
        Set.of(TokenUse.ACCESS),
        Set.of(),
        Set.of(),
        Map.of(),
        CLOCK_SKEW);
  }

  /**
   * Reads a configuration from JSON: the member {@code clients}, an object with an array of app
   * clients by user pool, and, if it has them, {@code uses} (names of {@link TokenUse}, access
   * tokens otherwise), {@code groups}, {@code scopes}, {@code keys} (locations by user pool) and
   * {@code clockSkewMs} (a minute otherwise).
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the configuration
   * @throws ConfigurationException if a member is missing, unknown or malformed
   */
  public static CognitoVerifierConfig fromJson(JsonObject json) {
    JsonMembers members =
        JsonMembers.of(json, "").only("clients", "uses", "groups", "scopes", "keys", "clockSkewMs");
    Map<String, Set<String>> clients = new HashMap<>();
    JsonMembers pools = members.members("clients");
    pools.names().forEach(pool -> clients.put(pool, pools.texts(pool)));
    Map<String, URI> keys = new HashMap<>();
    JsonMembers locations = members.members("keys");
    locations
        .names()
        .forEach(pool -> keys.put(pool, KeyLocations.uri("keys", locations.requiredText(pool))));
    Set<TokenUse> uses = new HashSet<>();
    members.texts("uses").forEach(u -> uses.add(members.constant("uses", u, TokenUse.class)));
    return JsonMembers.create(
        "The configuration of a verifier",
        () ->
            new CognitoVerifierConfig(
                clients,
                members.has("uses") ? uses : Set.of(TokenUse.ACCESS),
                members.texts("groups"),
                members.texts("scopes"),
                keys,
                Duration.ofMillis(members.number("clockSkewMs", CLOCK_SKEW.toMillis()))));
  }

  /**
   * Returns this configuration with app clients of a further user pool.
   *
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @param clientIds ids of the app clients
   * @return the new configuration
   */
  public CognitoVerifierConfig withPool(String userPoolId, String... clientIds) {
    Objects.requireNonNull(clientIds, "clientIds");
    Map<String, Set<String>> more = new HashMap<>(clients);
    more.put(userPoolId, Set.of(clientIds));
    return new CognitoVerifierConfig(more, uses, groups, scopes, keys, clockSkew);
  }

  /**
   * Returns this configuration with other uses.
   *
   * @param uses uses of the tokens that are accepted, and no others
   * @return the new configuration
   */
  public CognitoVerifierConfig withUses(TokenUse... uses) {
    Objects.requireNonNull(uses, "uses");
    return new CognitoVerifierConfig(clients, Set.of(uses), groups, scopes, keys, clockSkew);
  }

  /**
   * Returns this configuration for users in any of these groups alone.
   *
   * @param groups names of groups
   * @return the new configuration
   */
  public CognitoVerifierConfig withAnyGroup(String... groups) {
    Objects.requireNonNull(groups, "groups");
    return new CognitoVerifierConfig(clients, uses, Set.of(groups), scopes, keys, clockSkew);
  }

  /**
   * Returns this configuration for access tokens with any of these scopes alone.
   *
   * @param scopes names of scopes
   * @return the new configuration
   */
  public CognitoVerifierConfig withAnyScope(String... scopes) {
    Objects.requireNonNull(scopes, "scopes");
    return new CognitoVerifierConfig(clients, uses, groups, Set.of(scopes), keys, clockSkew);
  }

  /**
   * Returns this configuration with another clock skew.
   *
   * @param clockSkew largest difference of the clocks; not negative
   * @return the new configuration
   */
  public CognitoVerifierConfig withClockSkew(Duration clockSkew) {
    return new CognitoVerifierConfig(clients, uses, groups, scopes, keys, clockSkew);
  }

  /**
   * Returns this configuration with the keys of a user pool at another location.
   *
   * @param userPoolId id of an accepted user pool
   * @param location such as {@code file:/etc/keys.json}, {@code classpath:keys.json} or an https
   *     URL
   * @return the new configuration
   */
  public CognitoVerifierConfig withKeys(String userPoolId, URI location) {
    Objects.requireNonNull(userPoolId, "userPoolId");
    Objects.requireNonNull(location, "location");
    Map<String, URI> more = new HashMap<>(keys);
    more.put(userPoolId, location);
    return new CognitoVerifierConfig(clients, uses, groups, scopes, more, clockSkew);
  }

  private static String checkPool(String userPoolId) {
    CognitoIds.checkUserPool(userPoolId, null);
    return userPoolId;
  }

  private static Set<String> checkClients(String userPoolId, Set<String> ids) {
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(
          "Name the app clients of %s whose tokens are accepted".formatted(userPoolId));
    }
    ids.forEach(id -> CognitoIds.checkClient(id, null));
    return Set.copyOf(ids);
  }

  private static Set<String> checkNames(String what, Set<String> names) {
    names.forEach(name -> Arguments.notBlank("A " + what, name));
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
