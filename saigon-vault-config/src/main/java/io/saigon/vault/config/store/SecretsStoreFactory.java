package io.saigon.vault.config.store;

import io.saigon.api.vault.VaultKind;
import io.vertx.config.spi.ConfigStore;
import io.vertx.config.spi.ConfigStoreFactory;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** Creates stores of AWS Secrets Manager. */
public final class SecretsStoreFactory implements ConfigStoreFactory {
  static final String TYPE = "saigon-secrets";

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public SecretsStoreFactory() {}

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public ConfigStore create(Vertx vertx, JsonObject configuration) {
    return VaultStore.create(
        vertx, StoreSettings.of(TYPE, VaultKind.AWS_SECRETS_MANAGER, configuration));
  }
}
