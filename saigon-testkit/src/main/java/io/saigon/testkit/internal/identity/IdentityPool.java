package io.saigon.testkit.internal.identity;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An identity pool.
 *
 * @param tags values by key
 * @param identities by id
 */
record IdentityPool(
    String id,
    String name,
    PoolSettings settings,
    Roles roles,
    Map<String, String> tags,
    Map<String, Identity> identities) {

  static IdentityPool of(String id, String name, PoolSettings settings) {
    return new IdentityPool(
        id, name, settings, new Roles(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  IdentityPool with(String newName, PoolSettings changed) {
    return new IdentityPool(id, newName, changed, roles, tags, identities);
  }

  /** Returns the identity that a user is linked to. */
  Optional<Identity> find(Login login) {
    return identities.values().stream().filter(identity -> identity.isOf(login)).findFirst();
  }

  JsonObject described() {
    JsonObject json = new JsonObject().put("IdentityPoolId", id).put("IdentityPoolName", name);
    settings.addTo(json);
    return json.put("IdentityPoolTags", tagsToJson());
  }

  JsonObject tagsToJson() {
    JsonObject json = new JsonObject();
    tags.forEach(json::put);
    return json;
  }
}
