package io.saigon.vault.config.store;

import io.vertx.config.spi.ConfigStore;
import io.vertx.config.spi.ConfigStoreFactory;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** Creates stores of the vault that their configuration names, or of the application's own. */
public final class NamedVaultStoreFactory implements ConfigStoreFactory {
  static final String TYPE = "saigon-vault";

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public NamedVaultStoreFactory() {}

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public ConfigStore create(Vertx vertx, JsonObject configuration) {
    return VaultStore.create(vertx, StoreSettings.of(TYPE, configuration));
  }
}
