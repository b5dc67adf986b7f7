package com.example.kv;

import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;

/** Leased credentials below {@code database/creds/}, and secrets of the key-value store. */
final class StoreSource implements SecretSource {
  private final KvSource kept;
  private final LeasedSource leased;

  StoreSource(StoreClient store) {
    this.kept = new KvSource(store);
    this.leased = new LeasedSource(store);
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    return id.key().startsWith("database/creds/") ? leased.fetch(id) : kept.fetch(id);
  }

  @Override
  public Future<SecretValue> renew(SecretValue value) {
    return leased.renew(value);
  }

  @Override
  public Future<Void> revoke(SecretValue value) {
    return leased.revoke(value);
  }
}
