package io.saigon.testkit;

import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.Function;

/** The contract over secrets in memory, behind a source that a test can break. */
abstract class MemoryVault extends ChangingVaultContract {
  private final MemoryStore store = new MemoryStore();
  private final SecretSource source;

  MemoryVault(Function<SecretSource, SecretSource> spoilt) {
    this.source = spoilt.apply(store);
  }

  @Override
  protected SecretVault open(Vertx vertx, Map<String, String> secrets) {
    secrets.forEach(store::put);
    return SecretVault.create(vertx, "memory", source);
  }

  @Override
  protected void change(String key, String text) {
    store.put(key, text);
  }

  @Override
  protected void remove(String key) {
    store.remove(key);
  }
}
