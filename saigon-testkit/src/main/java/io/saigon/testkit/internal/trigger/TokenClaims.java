package io.saigon.testkit.internal.trigger;

import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a user's new tokens, or of a client's access token alone.
 *
 * @param id claims of the identity token, or null without one
 */
public record TokenClaims(@Nullable JWTClaimsSet id, JWTClaimsSet access) {
  private static final String GROUPS = "cognito:groups";
  private static final Set<String> FIXED =
      Set.of(
          "acr",
          "amr",
          "at_hash",
          "auth_time",
          "azp",
          "exp",
          "iat",
          "iss",
          "jti",
          "nbf",
          "nonce",
          "origin_jti",
          "sub",
          "token_use");
  private static final Set<String> FIXED_IN_ID = Set.of("aud", "identities");
  private static final Set<String> FIXED_IN_ACCESS =
      Set.of("client_id", "device_key", "event_id", "scope", "username", "version", "aud");

  /** Applies the answer of the trigger; what it must not change stays, without an error. */
  public TokenClaims changed(String version, TriggerResponse response) {
    if (version.equals("V1_0")) {
      TriggerResponse details = response.object("claimsOverrideDetails");
      TokenClaims regrouped = regrouped(details);
      return id == null || regrouped.id == null
          ? regrouped
          : new TokenClaims(changed(regrouped.id, details, FIXED_IN_ID, true), regrouped.access);
    }
    TriggerResponse details = response.object("claimsAndScopeOverrideDetails");
    TokenClaims regrouped = regrouped(details);
    TriggerResponse accessDetails = details.object("accessTokenGeneration");
    return new TokenClaims(
        regrouped.id == null
            ? null
            : changed(regrouped.id, details.object("idTokenGeneration"), FIXED_IN_ID, false),
        rescoped(changed(regrouped.access, accessDetails, FIXED_IN_ACCESS, false), accessDetails));
  }

  // Details that are there and empty leave no groups; without them, groups stay.
  private TokenClaims regrouped(TriggerResponse details) {
    if (id == null || !details.names("groupOverrideDetails")) {
      return this;
    }
    TriggerResponse wanted = details.object("groupOverrideDetails");
    List<String> groups = wanted.texts("groupsToOverride");
    List<String> roles = wanted.texts("iamRolesToOverride");
    return new TokenClaims(
        new JWTClaimsSet.Builder(id)
            .claim(GROUPS, groups.isEmpty() ? null : groups)
            .claim("cognito:roles", roles.isEmpty() ? null : roles)
            .claim("cognito:preferred_role", wanted.text("preferredRole"))
            .build(),
        new JWTClaimsSet.Builder(access).claim(GROUPS, groups.isEmpty() ? null : groups).build());
  }

  private static JWTClaimsSet changed(
      JWTClaimsSet claims, TriggerResponse details, Set<String> fixed, boolean textsOnly) {
    JWTClaimsSet.Builder changed = new JWTClaimsSet.Builder(claims);
    for (String name : details.texts("claimsToSuppress")) {
      if (isFree(name, fixed) || name.equals(GROUPS)) {
        changed.claim(name, null);
      }
    }
    JsonObject added =
        textsOnly
            ? new JsonObject().mergeIn(asJson(details))
            : details.object("claimsToAddOrOverride").json();
    for (String name : added.fieldNames()) {
      if (isFree(name, fixed)) {
        changed.claim(name, plain(added.getValue(name)));
      }
    }
    return changed.build();
  }

  private static JsonObject asJson(TriggerResponse details) {
    JsonObject texts = new JsonObject();
    details.map("claimsToAddOrOverride").forEach(texts::put);
    return texts;
  }

  private static boolean isFree(String name, Set<String> fixed) {
    return !FIXED.contains(name)
        && !fixed.contains(name)
        && !name.startsWith("cognito:")
        && !name.startsWith("dev:");
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof JsonObject object) {
      return object.getMap();
    }
    return value instanceof JsonArray array ? array.getList() : value;
  }

  private static JWTClaimsSet rescoped(JWTClaimsSet access, TriggerResponse details) {
    String known = String.valueOf(access.getClaims().getOrDefault("scope", ""));
    Set<String> scopes = new LinkedHashSet<>(List.of(known.split(" ", -1)));
    scopes.addAll(details.texts("scopesToAdd"));
    details.texts("scopesToSuppress").forEach(scopes::remove);
    scopes.remove("");
    return new JWTClaimsSet.Builder(access)
        .claim("scope", scopes.isEmpty() ? null : String.join(" ", scopes))
        .build();
  }
}
