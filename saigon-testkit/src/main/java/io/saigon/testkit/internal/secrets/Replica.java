package io.saigon.testkit.internal.secrets;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A replica of a secret.
 *
 * @param region the region that it is in
 * @param kmsKey the key that was given for it, or null
 */
record Replica(String region, @Nullable String kmsKey) {
  JsonObject json(boolean isNew) {
    JsonObject json =
        new JsonObject()
            .put("Region", region)
            .put("KmsKeyId", kmsKey == null ? "alias/aws/secretsmanager" : kmsKey)
            .put("Status", isNew ? "InProgress" : "InSync");
    return isNew ? json : json.put("StatusMessage", "Replication succeeded");
  }
}
