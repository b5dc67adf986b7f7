package io.saigon.testkit.internal.identity;

import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An identity of a pool.
 *
 * @param provider the user pool of the user, or null for a guest
 * @param sub the user in that pool, or null for a guest
 */
record Identity(String id, @Nullable String provider, @Nullable String sub, Instant created) {

  boolean isOf(Login login) {
    return login.provider().equals(provider) && login.sub().equals(sub);
  }

  JsonObject described() {
    JsonObject json =
        new JsonObject()
            .put("IdentityId", id)
            .put("CreationDate", Json.time(created))
            .put("LastModifiedDate", Json.time(created));
    return provider == null ? json : json.put("Logins", new JsonArray().add(provider));
  }
}
