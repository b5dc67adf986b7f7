package io.saigon.testkit.internal.identity;

import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An identity pool.
 *
 * @param allowsGuests whether there are identities without a login
 * @param clientsByProvider which app clients' tokens are taken, by user pool
 * @param identities by id
 */
record IdentityPool(
    String id,
    String name,
    boolean allowsGuests,
    Map<String, List<String>> clientsByProvider,
    Roles roles,
    Map<String, Identity> identities) {

  static IdentityPool of(
      String id, String name, boolean allowsGuests, Map<String, List<String>> clientsByProvider) {
    return new IdentityPool(
        id, name, allowsGuests, Map.copyOf(clientsByProvider), new Roles(), new LinkedHashMap<>());
  }

  static Map<String, List<String>> clients(Params params) {
    Map<String, List<String>> clients = new LinkedHashMap<>();
    for (Params provider : params.objects("CognitoIdentityProviders")) {
      clients
          .computeIfAbsent(provider.text("ProviderName"), name -> new ArrayList<>())
          .add(provider.text("ClientId"));
    }
    return clients;
  }

  JsonObject described() {
    JsonArray providers = new JsonArray();
    clientsByProvider.forEach(
        (provider, clients) ->
            clients.forEach(
                client ->
                    providers.add(
                        new JsonObject()
                            .put("ProviderName", provider)
                            .put("ClientId", client)
                            .put("ServerSideTokenCheck", false))));
    return new JsonObject()
        .put("IdentityPoolId", id)
        .put("IdentityPoolName", name)
        .put("AllowUnauthenticatedIdentities", allowsGuests)
        .put("CognitoIdentityProviders", providers);
  }
}
