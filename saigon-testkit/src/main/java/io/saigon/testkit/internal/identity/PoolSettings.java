package io.saigon.testkit.internal.identity;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an identity pool.
 *
 * @param allowsGuests whether there are identities without a login
 * @param allowsClassicFlow whether GetOpenIdToken gives tokens for STS
 * @param clients app clients whose tokens are taken, by user pool
 * @param checked user pools and app clients, as {@code PROVIDER:CLIENT}, whose users must not have
 *     been signed out, disabled or deleted
 * @param apps audiences of other providers' tokens, by provider
 * @param openIdProviders ARNs of OpenID Connect providers
 * @param developerProvider name of the developer provider, or null without one
 */
record PoolSettings(
    boolean allowsGuests,
    boolean allowsClassicFlow,
    Map<String, List<String>> clients,
    Set<String> checked,
    Map<String, String> apps,
    List<String> openIdProviders,
    @Nullable String developerProvider) {

  /** Returns the settings of pools that a test creates without AWS's calls. */
  static PoolSettings of(String userPool, List<String> clients) {
    return new PoolSettings(
        false, true, Map.of(userPool, clients), Set.of(), Map.of(), List.of(), null);
  }

  /** Reads CreateIdentityPool and UpdateIdentityPool. */
  static PoolSettings of(Params params) {
    if (!params.texts("SamlProviderARNs").isEmpty()) {
      throw new AwsError("InvalidParameterException", "The local AWS has no SAML providers");
    }
    Map<String, List<String>> clients = new LinkedHashMap<>();
    Set<String> checked = new LinkedHashSet<>();
    for (Params provider : params.objects("CognitoIdentityProviders")) {
      String name = provider.text("ProviderName");
      String client = provider.text("ClientId");
      clients.computeIfAbsent(name, n -> new ArrayList<>()).add(client);
      if (provider.flag("ServerSideTokenCheck")) {
        checked.add(name + ":" + client);
      }
    }
    return new PoolSettings(
        params.flag("AllowUnauthenticatedIdentities"),
        params.flag("AllowClassicFlow"),
        Map.copyOf(clients),
        Set.copyOf(checked),
        params.map("SupportedLoginProviders"),
        params.texts("OpenIdConnectProviderARNs"),
        params.has("DeveloperProviderName")
            ? params.matching("DeveloperProviderName", "[\\w._-]{1,128}")
            : null);
  }

  /** Returns whether the tokens of another provider than a user pool are taken. */
  boolean trusts(String provider) {
    return apps.containsKey(provider)
        || openIdProviders.stream().anyMatch(arn -> arn.endsWith(":oidc-provider/" + provider));
  }

  void addTo(JsonObject json) {
    json.put("AllowUnauthenticatedIdentities", allowsGuests)
        .put("AllowClassicFlow", allowsClassicFlow);
    JsonArray providers = new JsonArray();
    clients.forEach(
        (provider, ids) ->
            ids.forEach(
                client ->
                    providers.add(
                        new JsonObject()
                            .put("ProviderName", provider)
                            .put("ClientId", client)
                            .put(
                                "ServerSideTokenCheck",
                                checked.contains(provider + ":" + client)))));
    json.put("CognitoIdentityProviders", providers);
    if (!apps.isEmpty()) {
      JsonObject supported = new JsonObject();
      apps.forEach(supported::put);
      json.put("SupportedLoginProviders", supported);
    }
    if (!openIdProviders.isEmpty()) {
      json.put("OpenIdConnectProviderARNs", Json.array(openIdProviders));
    }
    if (developerProvider != null) {
      json.put("DeveloperProviderName", developerProvider);
    }
  }
}
