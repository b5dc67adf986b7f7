/**
 * API of saigon: interfaces, records, errors, provider SPIs and discovery.
 *
 * <p>Implementations are found through {@link java.util.ServiceLoader}; this module names none of
 * them and no type of the AWS SDK.
 *
 * @uses io.saigon.api.spi.SecretVaultProvider
 * @uses io.saigon.api.spi.ObjectStorageProvider
 * @uses io.saigon.api.spi.CognitoProvider
 * @uses io.saigon.api.codec.ModelCodec
 * @uses io.saigon.api.observability.MetricsProvider
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The module that an export is for is not there when this is compiled.
module io.saigon.api {
  requires transitive io.vertx.core;
  requires transitive org.jspecify;
  requires com.fasterxml.jackson.annotation;
  requires transitive com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;

  exports io.saigon.api;
  exports io.saigon.api.codec;
  exports io.saigon.api.cognito;
  exports io.saigon.api.config;
  exports io.saigon.api.context;
  exports io.saigon.api.credentials;
  exports io.saigon.api.error;
  exports io.saigon.api.oauth;
  exports io.saigon.api.observability;
  exports io.saigon.api.rest;
  exports io.saigon.api.spi;
  exports io.saigon.api.storage;
  exports io.saigon.api.vault;
  exports io.saigon.api.check to
      io.saigon.cognito,
      io.saigon.vault.config;

  // For coroutines, which cancel their calls, and for traces that go on to another context.
  exports io.saigon.api.call to
      io.saigon.aws,
      io.saigon.cognito,
      io.saigon.kotlin,
      io.saigon.rest.vertx,
      io.saigon.storage;

  // The rules by which vaults read models hold for REST too.
  exports io.saigon.api.json to
      io.saigon.rest.vertx,
      io.saigon.vault.config;
  exports io.saigon.api.stream to
      io.saigon.cognito,
      io.saigon.rest.vertx,
      io.saigon.storage;
  exports io.saigon.api.tls to
      io.saigon.aws,
      io.saigon.rest.vertx;

  // Jackson calls the factory that reads PostgreSqlCredentials.
  opens io.saigon.api.vault to
      com.fasterxml.jackson.databind;

  uses io.saigon.api.spi.SecretVaultProvider;
  uses io.saigon.api.spi.ObjectStorageProvider;
  uses io.saigon.api.spi.CognitoProvider;
  uses io.saigon.api.codec.ModelCodec;
  uses io.saigon.api.observability.MetricsProvider;
}
