package io.saigon.testkit.internal.oauth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A resource server of a pool.
 *
 * @param scopes descriptions by scope
 */
record ResourceServer(String poolId, String identifier, String name, Map<String, String> scopes) {
  ResourceServer {
    scopes = Collections.unmodifiableMap(new LinkedHashMap<>(scopes));
  }

  JsonObject toJson() {
    JsonArray list = new JsonArray();
    scopes.forEach(
        (scope, description) ->
            list.add(
                new JsonObject().put("ScopeName", scope).put("ScopeDescription", description)));
    return new JsonObject()
        .put("UserPoolId", poolId)
        .put("Identifier", identifier)
        .put("Name", name)
        .put("Scopes", list);
  }
}
