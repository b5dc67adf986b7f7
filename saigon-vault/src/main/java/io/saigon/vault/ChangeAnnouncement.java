package io.saigon.vault;

import io.saigon.api.vault.SecretChange;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Announcements of changes that were written, which the vaults of that name follow. */
record ChangeAnnouncement(Vertx vertx, String vault) {
  void of(String key, @Nullable String version) {
    JsonObject change = new JsonObject().put("vault", vault).put("key", key);
    if (version != null) {
      change.put("version", version);
    }
    vertx.eventBus().publish(SecretChange.ADDRESS, change);
  }
}
