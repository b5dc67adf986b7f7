package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.oauth.OAuthSettings;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An app client of a pool: its flows and token lifetimes.
 *
 * @param rotation grace period of a replaced refresh token, or null without rotation
 * @param readable attributes that it may read, or null for all
 * @param writable attributes that it may write, or null for all
 * @param revokes whether refresh tokens can be revoked
 * @param oauth settings of OAuth 2.0
 * @param deferred whether log-ins end without tokens, as those by the pages of a domain do
 */
record AppClient(
    String id,
    String name,
    @Nullable String secret,
    Set<String> flows,
    TokenLives lives,
    boolean hidesUsers,
    @Nullable Duration rotation,
    @Nullable Set<String> readable,
    @Nullable Set<String> writable,
    boolean revokes,
    OAuthSettings oauth,
    boolean deferred) {
  static final Set<String> ALL_FLOWS =
      Set.of(
          "ALLOW_USER_PASSWORD_AUTH",
          "ALLOW_USER_SRP_AUTH",
          "ALLOW_REFRESH_TOKEN_AUTH",
          "ALLOW_ADMIN_USER_PASSWORD_AUTH",
          "ALLOW_CUSTOM_AUTH",
          "ALLOW_USER_AUTH");

  private static final Set<String> DEFAULT_FLOWS =
      Set.of("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_CUSTOM_AUTH");

  private static final Set<String> MARKS = Set.of("email_verified", "phone_number_verified");

  private static final List<String> UNSUPPORTED =
      List.of("AnalyticsConfiguration", "EnablePropagateAdditionalUserContextData");

  private static final List<String> FLOWS =
      List.of(
          "ADMIN_NO_SRP_AUTH",
          "CUSTOM_AUTH_FLOW_ONLY",
          "USER_PASSWORD_AUTH",
          "ALLOW_ADMIN_USER_PASSWORD_AUTH",
          "ALLOW_CUSTOM_AUTH",
          "ALLOW_USER_PASSWORD_AUTH",
          "ALLOW_USER_SRP_AUTH",
          "ALLOW_REFRESH_TOKEN_AUTH",
          "ALLOW_USER_AUTH");

  private static final Map<String, String> OLDER_NAMES =
      Map.of(
          "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH",
          "ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH",
          "ALLOW_CUSTOM_AUTH", "CUSTOM_AUTH_FLOW_ONLY");

  static AppClient of(
      String id, String name, @Nullable String secret, Set<String> flows, boolean hidesUsers) {
    return new AppClient(
        id,
        name,
        secret,
        flows,
        TokenLives.STANDARD,
        hidesUsers,
        null,
        null,
        null,
        true,
        OAuthSettings.NONE,
        false);
  }

  /**
   * Reads the settings of CreateUserPoolClient and UpdateUserPoolClient; what is left out has its
   * default, as on AWS.
   */
  static AppClient of(
      UserPool pool, String id, String name, @Nullable String secret, Params params) {
    for (String member : UNSUPPORTED) {
      if (params.has(member) && !Boolean.FALSE.equals(params.value(member))) {
        throw new AwsError("InvalidParameterException", "The local AWS has no " + member);
      }
    }
    List<String> flows = params.someOf("ExplicitAuthFlows", FLOWS);
    long newer = flows.stream().filter(flow -> flow.startsWith("ALLOW_")).count();
    if (newer > 0 && newer < flows.size()) {
      throw new AwsError(
          "InvalidParameterException",
          "Values of ExplicitAuthFlows with and without the prefix ALLOW_ can't be mixed.");
    }
    String existence =
        params.oneOf("PreventUserExistenceErrors", "LEGACY", List.of("LEGACY", "ENABLED"));
    Params rotation = params.object("RefreshTokenRotation");
    boolean rotates =
        rotation.oneOf("Feature", "DISABLED", List.of("ENABLED", "DISABLED")).equals("ENABLED");
    if (rotates && flows.contains("ALLOW_REFRESH_TOKEN_AUTH")) {
      throw new AwsError(
          "InvalidParameterException",
          "Refresh token rotation can't be enabled together with ALLOW_REFRESH_TOKEN_AUTH");
    }
    return new AppClient(
        id,
        name,
        secret,
        flows.isEmpty() ? DEFAULT_FLOWS : Set.copyOf(flows),
        TokenLives.of(params),
        existence.equals("ENABLED"),
        rotates ? Duration.ofSeconds(rotation.number("RetryGracePeriodSeconds", 0, 0, 60)) : null,
        attributes(pool, params, "ReadAttributes", "read"),
        attributes(pool, params, "WriteAttributes", "write"),
        !params.has("EnableTokenRevocation") || params.flag("EnableTokenRevocation"),
        OAuthSettings.of(params, pool.id(), secret != null, pool.resourceServers().scopes()),
        false);
  }

  AppClient with(OAuthSettings changed) {
    return new AppClient(
        id,
        name,
        secret,
        flows,
        lives,
        hidesUsers,
        rotation,
        readable,
        writable,
        revokes,
        changed,
        false);
  }

  /** Returns this client as the pages of a domain use it, which need no proof of its secret. */
  AppClient forPages() {
    return new AppClient(
        id,
        name,
        null,
        ALL_FLOWS,
        lives,
        hidesUsers,
        rotation,
        readable,
        writable,
        revokes,
        oauth,
        true);
  }

  private static @Nullable Set<String> attributes(
      UserPool pool, Params params, String name, String what) {
    List<String> names = params.texts(name);
    if (names.isEmpty()) {
      return null;
    }
    Schema schema = pool.settings().schema();
    boolean isValid = names.stream().allMatch(schema::knows);
    if (what.equals("write")) {
      isValid &= names.containsAll(schema.required()) && names.stream().noneMatch(MARKS::contains);
    }
    if (!isValid) {
      throw new AwsError(
          "InvalidParameterException",
          "Invalid " + what + " attributes specified while creating a client");
    }
    return Set.copyOf(names);
  }

  /** Returns whether a flow is allowed, by its newer name. */
  boolean allows(String flow) {
    return flows.contains(flow)
        || flows.contains(OLDER_NAMES.getOrDefault(flow, ""))
        || (hasOlderNames()
            && (flow.equals("ALLOW_REFRESH_TOKEN_AUTH")
                || (flow.equals("ALLOW_USER_SRP_AUTH")
                    && !flows.contains("CUSTOM_AUTH_FLOW_ONLY"))));
  }

  private boolean hasOlderNames() {
    return flows.stream().noneMatch(flow -> flow.startsWith("ALLOW_"));
  }

  boolean mayRead(String attribute) {
    return readable == null || attribute.equals("sub") || readable.contains(attribute);
  }

  boolean mayWrite(String attribute) {
    return writable == null || writable.contains(attribute);
  }

  JsonObject toJson(String poolId) {
    JsonObject json =
        new JsonObject()
            .put("UserPoolId", poolId)
            .put("ClientId", id)
            .put("ClientName", name)
            .put("ExplicitAuthFlows", Json.array(flows))
            .put("EnableTokenRevocation", revokes)
            .put("PreventUserExistenceErrors", hidesUsers ? "ENABLED" : "LEGACY");
    lives.addTo(json);
    oauth.addTo(json);
    if (secret != null) {
      json.put("ClientSecret", secret);
    }
    if (readable != null) {
      json.put("ReadAttributes", Json.array(new TreeSet<>(readable)));
    }
    if (writable != null) {
      json.put("WriteAttributes", Json.array(new TreeSet<>(writable)));
    }
    if (rotation != null) {
      json.put(
          "RefreshTokenRotation",
          new JsonObject()
              .put("Feature", "ENABLED")
              .put("RetryGracePeriodSeconds", rotation.toSeconds()));
    }
    return json;
  }

  @Override
  public String toString() {
    return "AppClient[id=" + id + ", name=" + name + "]";
  }
}
