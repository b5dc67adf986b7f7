/**
 * Vaults of AWS Secrets Manager, AWS Systems Manager Parameter Store, AWS AppConfig, environment
 * variables and directories of files.
 *
 * @provides io.saigon.api.spi.SecretVaultProvider
 */
@org.jspecify.annotations.NullMarked
module io.saigon.vault {
  requires transitive io.saigon.api;
  requires transitive io.vertx.core;
  requires transitive org.jspecify;
  requires transitive software.amazon.awssdk.services.appconfigdata;
  requires transitive software.amazon.awssdk.services.secretsmanager;
  requires transitive software.amazon.awssdk.services.ssm;
  requires io.saigon.aws;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.auth.aws;
  requires software.amazon.awssdk.http.auth.spi;
  requires software.amazon.awssdk.identity.spi;
  requires org.slf4j;

  exports io.saigon.vault;

  provides io.saigon.api.spi.SecretVaultProvider with
      io.saigon.vault.provider.SecretsManagerProvider,
      io.saigon.vault.provider.ParameterStoreProvider,
      io.saigon.vault.provider.AppConfigProvider,
      io.saigon.vault.provider.EnvironmentProvider,
      io.saigon.vault.provider.DirectoryProvider,
      io.saigon.vault.provider.RdsTokenProvider;
}
