package io.saigon.vault.config.store;

import io.saigon.api.vault.VaultKind;
import io.vertx.config.spi.ConfigStore;
import io.vertx.config.spi.ConfigStoreFactory;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** Creates stores of AWS Systems Manager Parameter Store. */
public final class ParametersStoreFactory implements ConfigStoreFactory {
  static final String TYPE = "saigon-parameters";

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public ParametersStoreFactory() {}

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public ConfigStore create(Vertx vertx, JsonObject configuration) {
    return VaultStore.create(vertx, StoreSettings.of(TYPE, VaultKind.AWS_SSM, configuration));
  }
}
