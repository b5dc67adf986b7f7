/**
 * What users of saigon hold: interfaces, records, errors, provider SPIs and discovery.
 *
 * <p>Implementations are found through {@link java.util.ServiceLoader}; this module names none of
 * them and no type of the AWS SDK.
 *
 * @uses io.saigon.api.spi.SecretVaultProvider
 * @uses io.saigon.api.spi.ObjectStorageProvider
 * @uses io.saigon.api.spi.CognitoProvider
 */
@org.jspecify.annotations.NullMarked
module io.saigon.api {
  requires transitive io.vertx.core;
  requires transitive org.jspecify;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;

  exports io.saigon.api;
  exports io.saigon.api.cognito;
  exports io.saigon.api.rest;
  exports io.saigon.api.spi;
  exports io.saigon.api.storage;
  exports io.saigon.api.vault;

  // Jackson calls the factory that reads PostgreSqlCredentials.
  opens io.saigon.api.vault to
      com.fasterxml.jackson.databind;

  uses io.saigon.api.spi.SecretVaultProvider;
  uses io.saigon.api.spi.ObjectStorageProvider;
  uses io.saigon.api.spi.CognitoProvider;
}
