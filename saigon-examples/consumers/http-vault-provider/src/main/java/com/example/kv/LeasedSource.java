package com.example.kv;

import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretLease;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Credentials that the store makes for each that asks, and deletes when their lease ends. The vault
 * around it decides when a lease is renewed, replaced or revoked.
 */
final class LeasedSource implements SecretSource {
  private final StoreClient store;

  LeasedSource(StoreClient store) {
    this.store = store;
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    return store.get(
        id,
        "/v1/" + StoreClient.path(id.key()),
        answer ->
            leased(
                SecretValue.ofText(
                    id, answer.getJsonObject("data").encode(), answer.getString("lease_id")),
                answer));
  }

  @Override
  public Future<SecretValue> renew(SecretValue value) {
    return store.put(
        value.id(), "/v1/sys/leases/renew", lease(value), answer -> leased(value, answer));
  }

  @Override
  public Future<Void> revoke(SecretValue value) {
    return store.put(value.id(), "/v1/sys/leases/revoke", lease(value), answer -> null);
  }

  private static JsonObject lease(SecretValue value) {
    return new JsonObject().put("lease_id", value.lease().id());
  }

  private static SecretValue leased(SecretValue value, JsonObject answer) {
    return value.withLease(
        new SecretLease(answer.getString("lease_id"), answer.getBoolean("renewable")),
        Instant.now().plusSeconds(answer.getLong("lease_duration")));
  }
}
