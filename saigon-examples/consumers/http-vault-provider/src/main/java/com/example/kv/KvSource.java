package com.example.kv;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** One GET a secret. A secret whose only member is {@code value} is that text; else it is JSON. */
final class KvSource implements SecretSource {
  private final StoreClient store;

  KvSource(StoreClient store) {
    this.store = store;
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    if (id.stage() != null) {
      return Future.failedFuture(
          new NotFoundException(
              "The store has no stages; ask for secret " + id.key() + " without one", null, null));
    }
    String version = id.version() == null ? "" : "?version=" + id.version();
    String path = "/v1/secret/data/" + StoreClient.path(id.key()) + version;
    return store.get(id, path, answer -> value(id, answer.getJsonObject("data")));
  }

  private static SecretValue value(SecretId id, JsonObject data) {
    JsonObject secret = data.getJsonObject("data");
    boolean text = secret.size() == 1 && secret.getValue("value") instanceof String;
    String version = String.valueOf(data.getJsonObject("metadata").getInteger("version"));
    return SecretValue.ofText(id, text ? secret.getString("value") : secret.encode(), version);
  }
}
