package io.saigon.vault.config.store;

import io.vertx.config.spi.ConfigStore;
import io.vertx.config.spi.ConfigStoreFactory;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** Creates stores of AWS AppConfig. */
public final class AppConfigStoreFactory implements ConfigStoreFactory {
  static final String TYPE = "saigon-app-config";

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public AppConfigStoreFactory() {}

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public ConfigStore create(Vertx vertx, JsonObject configuration) {
    return VaultStore.create(vertx, StoreSettings.ofAppConfig(TYPE, configuration));
  }
}
