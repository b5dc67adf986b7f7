package io.saigon.api.cognito;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which tokens are accepted.
 *
 * @param clients ids of the app clients whose tokens are accepted, by user pool id
 * @param uses what the tokens may be for
 * @param groups a token's user must be in one of these; empty for anybody
 * @param scopes an access token must have one of these; empty for any
 * @param clockSkew by how much the clocks of this machine and of Cognito may differ
 */
public record CognitoVerifierConfig(
    Map<String, Set<String>> clients,
    Set<TokenUse> uses,
    Set<String> groups,
    Set<String> scopes,
    Duration clockSkew) {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** Checks the ids, and that some token can be accepted. */
  public CognitoVerifierConfig {
    Map<String, Set<String>> copies = new HashMap<>();
    clients.forEach((pool, ids) -> copies.put(checkPool(pool), checkClients(pool, ids)));
    clients = Map.copyOf(copies);
    uses = Set.copyOf(uses);
    groups = checkNames("group", groups);
    scopes = checkNames("scope", scopes);
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
    if (clockSkew.isNegative()) {
      throw new IllegalArgumentException("clockSkew must not be negative");
    }
  }

  /** Access tokens of the app clients of a user pool, with a minute's difference of clocks. */
  public static CognitoVerifierConfig of(String userPoolId, String... clientIds) {
    return new CognitoVerifierConfig(
        Map.of(userPoolId, Set.of(clientIds)),
        Set.of(TokenUse.ACCESS),
        Set.of(),
        Set.of(),
        CLOCK_SKEW);
  }

  /** The same with tokens of app clients of a further user pool. */
  public CognitoVerifierConfig withPool(String userPoolId, String... clientIds) {
    Map<String, Set<String>> more = new HashMap<>(clients);
    more.put(userPoolId, Set.of(clientIds));
    return new CognitoVerifierConfig(more, uses, groups, scopes, clockSkew);
  }

  /** The same with tokens for these uses and no others. */
  public CognitoVerifierConfig withUses(TokenUse... uses) {
    return new CognitoVerifierConfig(clients, Set.of(uses), groups, scopes, clockSkew);
  }

  /** The same for users in any of these groups alone. */
  public CognitoVerifierConfig withAnyGroup(String... groups) {
    return new CognitoVerifierConfig(clients, uses, Set.of(groups), scopes, clockSkew);
  }

  /** The same for access tokens with any of these scopes alone. */
  public CognitoVerifierConfig withAnyScope(String... scopes) {
    return new CognitoVerifierConfig(clients, uses, groups, Set.of(scopes), clockSkew);
  }

  /** The same with another difference of clocks. */
  public CognitoVerifierConfig withClockSkew(Duration clockSkew) {
    return new CognitoVerifierConfig(clients, uses, groups, scopes, clockSkew);
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
    names.forEach(
        name -> {
          if (Objects.requireNonNull(name, what).isBlank()) {
            throw new IllegalArgumentException("A " + what + " must not be blank");
          }
        });
    return Set.copyOf(names);
  }
}
