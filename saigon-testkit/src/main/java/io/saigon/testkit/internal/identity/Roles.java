package io.saigon.testkit.internal.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The IAM roles of a pool's identities; guarded by the lock of the service. */
final class Roles {
  private static final List<String> MATCHES =
      List.of("Equals", "Contains", "StartsWith", "NotEqual");

  private Map<String, String> roles = Map.of();
  private JsonObject mappings = new JsonObject();

  void set(Map<String, String> newRoles, JsonObject newMappings) {
    roles = Map.copyOf(newRoles);
    mappings = newMappings.copy();
  }

  JsonObject describe(JsonObject answer) {
    JsonObject byKind = new JsonObject();
    roles.forEach(byKind::put);
    answer.put("Roles", byKind);
    return mappings.isEmpty() ? answer : answer.put("RoleMappings", mappings.copy());
  }

  /**
   * Returns the role of an identity: for a user of a provider that has a mapping by that.
   *
   * @param logins logins that were verified, none for a guest and for a developer's user
   * @param asked role that the caller wants, or null
   */
  String of(boolean isGuest, List<Login> logins, @Nullable String asked) {
    for (Login login : logins) {
      JWTClaimsSet claims = Objects.requireNonNull(login.claims());
      JsonObject mapping = mapping(login.provider(), claims);
      if (mapping != null) {
        return mapped(mapping, claims, asked);
      }
    }
    if (asked != null) {
      throw notAmong();
    }
    return standard(isGuest ? "unauthenticated" : "authenticated");
  }

  private @Nullable JsonObject mapping(String provider, JWTClaimsSet claims) {
    for (String audience : claims.getAudience()) {
      JsonObject ofClient = mappings.getJsonObject(provider + ":" + audience);
      if (ofClient != null) {
        return ofClient;
      }
    }
    return mappings.getJsonObject(provider);
  }

  private String mapped(JsonObject mapping, JWTClaimsSet claims, @Nullable String asked) {
    boolean byRules = "Rules".equals(mapping.getString("Type"));
    if (byRules && asked != null) {
      throw notAmong();
    }
    Optional<String> role = byRules ? byRules(mapping, claims) : byToken(claims, asked);
    return role.orElseGet(
        () -> {
          if ("Deny".equals(mapping.getString("AmbiguousRoleResolution"))) {
            throw Login.refused("Access denied: no role of the mapping fits this login.");
          }
          return standard("authenticated");
        });
  }

  private static AwsError notAmong() {
    return Login.refused("The custom role is not among the roles of this login.");
  }

  private static Optional<String> byToken(JWTClaimsSet claims, @Nullable String asked) {
    if (asked == null) {
      return Optional.ofNullable((String) claims.getClaim("cognito:preferred_role"));
    }
    try {
      List<String> allowed = claims.getStringListClaim("cognito:roles");
      if (allowed != null && allowed.contains(asked)) {
        return Optional.of(asked);
      }
    } catch (ParseException e) {
      throw Login.refused("Invalid login token. cognito:roles is no list.");
    }
    throw notAmong();
  }

  private static Optional<String> byRules(JsonObject mapping, JWTClaimsSet claims) {
    JsonArray rules =
        mapping.getJsonObject("RulesConfiguration", new JsonObject()).getJsonArray("Rules");
    for (int i = 0; rules != null && i < rules.size(); i++) {
      JsonObject rule = rules.getJsonObject(i);
      Object claim = claims.getClaim(rule.getString("Claim", ""));
      if (claim != null
          && fits(rule.getString("MatchType", ""), claim.toString(), rule.getString("Value", ""))) {
        return Optional.of(rule.getString("RoleARN"));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(String type, String claim, String value) {
    return switch (type) {
      case "Equals" -> claim.equals(value);
      case "Contains" -> claim.contains(value);
      case "StartsWith" -> claim.startsWith(value);
      case "NotEqual" -> !claim.equals(value);
      default -> throw new IllegalStateException("There is no match type " + type);
    };
  }

  private String standard(String kind) {
    String role = roles.get(kind);
    if (role == null) {
      throw new AwsError(
          "InvalidIdentityPoolConfigurationException",
          "Invalid identity pool configuration. Check assigned IAM roles for this pool.");
    }
    return role;
  }

  static void check(Params params) {
    for (String kind : params.map("Roles").keySet()) {
      if (!kind.equals("authenticated") && !kind.equals("unauthenticated")) {
        throw params.invalid(
            kind, "roles", "Map keys must be one of [authenticated, unauthenticated]");
      }
    }
    Params mappings = params.object("RoleMappings");
    for (String provider : params.json("RoleMappings").fieldNames()) {
      Params mapping = mappings.object(provider);
      boolean byRules = mapping.oneOf("Type", List.of("Token", "Rules")).equals("Rules");
      if (!mapping.has("AmbiguousRoleResolution")) {
        throw new AwsError(
            "InvalidParameterException",
            "AmbiguousRoleResolution is required for the role mapping of " + provider);
      }
      if (byRules && !mapping.has("RulesConfiguration")) {
        throw new AwsError(
            "InvalidParameterException",
            "RulesConfiguration is required for the role mapping of " + provider);
      }
      for (Params rule : mapping.object("RulesConfiguration").objects("Rules")) {
        rule.oneOf("MatchType", MATCHES);
        rule.text("Claim");
        rule.text("Value");
        rule.text("RoleARN");
      }
    }
  }
}
