/**
 * Any vault as a store of vertx-config, whose changes are pushed.
 *
 * @provides io.vertx.config.spi.ConfigStoreFactory
 */
@org.jspecify.annotations.NullMarked
module io.saigon.vault.config {
  requires transitive io.saigon.api;
  requires transitive io.vertx.config;
  requires transitive io.vertx.core;
  requires transitive org.jspecify;

  exports io.saigon.vault.config;

  provides io.vertx.config.spi.ConfigStoreFactory with
      io.saigon.vault.config.store.SecretsStoreFactory,
      io.saigon.vault.config.store.ParametersStoreFactory,
      io.saigon.vault.config.store.AppConfigStoreFactory,
      io.saigon.vault.config.store.NamedVaultStoreFactory;
}
