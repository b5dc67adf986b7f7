package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an app client that concern OAuth 2.0.
 *
 * @param enabled whether the client may use it at all
 * @param flows {@code code}, {@code implicit} or {@code client_credentials}
 * @param scopes scopes that the client may request
 * @param callbacks URLs that a browser is sent back to after a log-in
 * @param logouts URLs that a browser is sent back to after a log-out
 * @param defaultRedirect callback of requests that name none, or null
 * @param providers identity providers that users of the client may log in by
 */
public record OAuthSettings(
    boolean enabled,
    List<String> flows,
    List<String> scopes,
    List<String> callbacks,
    List<String> logouts,
    @Nullable String defaultRedirect,
    List<String> providers) {
  /** The settings of a client without OAuth 2.0. */
  public static final OAuthSettings NONE =
      new OAuthSettings(false, List.of(), List.of(), List.of(), List.of(), null, List.of());

  static final String CODE = "code";
  static final String IMPLICIT = "implicit";
  static final String CLIENT_CREDENTIALS = "client_credentials";

  private static final String COGNITO = "COGNITO";

  public OAuthSettings {
    flows = List.copyOf(flows);
    scopes = List.copyOf(scopes);
    callbacks = List.copyOf(callbacks);
    logouts = List.copyOf(logouts);
    providers = List.copyOf(providers);
  }

  /**
   * Returns the settings of a client of browsers.
   *
   * @throws IllegalArgumentException if Cognito refuses one of the URLs
   */
  public static OAuthSettings code(String callback, String logout) {
    try {
      RedirectUris.check(callback);
      RedirectUris.check(logout);
    } catch (AwsError e) {
      throw new IllegalArgumentException(e.text(), e);
    }
    List<String> scopes = new ArrayList<>(Scopes.STANDARD);
    scopes.add(Scopes.ADMIN);
    return new OAuthSettings(
        true, List.of(CODE), scopes, List.of(callback), List.of(logout), null, List.of(COGNITO));
  }

  /**
   * Returns the settings of a client that gets tokens for itself.
   *
   * @throws IllegalArgumentException if there is no scope
   */
  public static OAuthSettings clientCredentials(List<String> scopes) {
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("A client of the client credentials flow needs a scope");
    }
    return new OAuthSettings(
        true, List.of(CLIENT_CREDENTIALS), scopes, List.of(), List.of(), null, List.of());
  }

  /**
   * Reads CreateUserPoolClient and UpdateUserPoolClient.
   *
   * @param poolId pool of the client
   * @param hasSecret whether the client has a secret
   * @param custom scopes of the pool's resource servers
   * @throws AwsError if the members break a rule of Cognito
   */
  public static OAuthSettings of(
      Params params, String poolId, boolean hasSecret, Set<String> custom) {
    OAuthSettings settings =
        new OAuthSettings(
            params.flag("AllowedOAuthFlowsUserPoolClient"),
            params.someOf("AllowedOAuthFlows", List.of(CODE, IMPLICIT, CLIENT_CREDENTIALS)),
            params.texts("AllowedOAuthScopes"),
            params.texts("CallbackURLs"),
            params.texts("LogoutURLs"),
            params.optionalText("DefaultRedirectURI"),
            params.texts("SupportedIdentityProviders"));
    settings.checkScopes(custom);
    settings.checkFlows(hasSecret);
    settings.callbacks.forEach(RedirectUris::check);
    settings.logouts.forEach(RedirectUris::check);
    settings.checkDefaultRedirect();
    settings.checkProviders(poolId);
    return settings;
  }

  private void checkScopes(Set<String> custom) {
    for (String scope : scopes) {
      if (!Scopes.isReserved(scope) && !custom.contains(scope)) {
        throw new AwsError("ScopeDoesNotExistException", "Invalid scope requested: " + scope);
      }
    }
  }

  private void checkFlows(boolean hasSecret) {
    if (enabled && (flows.isEmpty() || scopes.isEmpty())) {
      throw invalid(
          "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to"
              + " use OAuth flows.");
    }
    boolean redirects = flows.contains(CODE) || flows.contains(IMPLICIT);
    if (flows.contains(CLIENT_CREDENTIALS)) {
      if (redirects) {
        throw invalidFlow(
            "client_credentials flow can not be selected along with code flow or implicit flow.");
      }
      if (!hasSecret) {
        throw invalidFlow(
            "client_credentials flow can not be selected if client does not have a client"
                + " secret.");
      }
      scopes.stream()
          .filter(Scopes::isReserved)
          .findFirst()
          .ifPresent(
              scope -> {
                throw invalidFlow(scope + " is not supported with client_credentials flow");
              });
    }
    if (redirects && callbacks.isEmpty()) {
      throw invalidFlow(
          "CallbackUrls can not be empty when code flow or implicit flow is selected");
    }
  }

  private void checkDefaultRedirect() {
    if (defaultRedirect != null && !callbacks.contains(defaultRedirect)) {
      throw invalid("DefaultRedirectURI must be one of the CallbackURLs");
    }
  }

  private void checkProviders(String poolId) {
    for (String provider : providers) {
      if (!provider.equals(COGNITO)) {
        throw invalid("The provider " + provider + " does not exist for User Pool " + poolId + ".");
      }
    }
  }

  /** Returns the scopes that belong to resource servers. */
  public List<String> customScopes() {
    return scopes.stream().filter(scope -> !Scopes.isReserved(scope)).toList();
  }

  /** Returns whether the client may use a flow. */
  boolean allows(String flow) {
    return enabled && flows.contains(flow);
  }

  /** Returns whether users of the pool may log in, and not those of other providers alone. */
  boolean hasLoginPage() {
    return providers.contains(COGNITO);
  }

  /** Adds the members of an app client's description. */
  public void addTo(JsonObject client) {
    client.put("AllowedOAuthFlowsUserPoolClient", enabled);
    put(client, "AllowedOAuthFlows", flows);
    put(client, "AllowedOAuthScopes", scopes);
    put(client, "CallbackURLs", callbacks);
    put(client, "LogoutURLs", logouts);
    put(client, "SupportedIdentityProviders", providers);
    if (defaultRedirect != null) {
      client.put("DefaultRedirectURI", defaultRedirect);
    }
  }

  private static void put(JsonObject client, String name, List<String> values) {
    if (!values.isEmpty()) {
      client.put(name, Json.array(values));
    }
  }

  private static AwsError invalidFlow(String message) {
    return new AwsError("InvalidOAuthFlowException", message);
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
