package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.vertx.core.Vertx;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/**
 * Secrets of AWS Secrets Manager, by name or ARN, read with an SDK client of the application's own.
 * {@link io.saigon.api.Saigon#vault()} needs none.
 */
public final class AwsSecretVault extends DelegatingVault {
  private AwsSecretVault(SecretVault vault) {
    super(vault);
  }

  /**
   * A vault over a client, which the application closes.
   *
   * @param client made with {@link io.saigon.aws.VertxAws#configure} to run on Vert.x alone
   */
  public static AwsSecretVault create(Vertx vertx, SecretsManagerAsyncClient client) {
    return create(vertx, client, SecretVaultOptions.defaults());
  }

  /** A vault over a client, which the application closes, with options. */
  public static AwsSecretVault create(
      Vertx vertx, SecretsManagerAsyncClient client, SecretVaultOptions options) {
    AwsService<SecretsManagerAsyncClient> service =
        AwsService.of(vertx, SecretsManagerSource.SERVICE, client);
    return new AwsSecretVault(
        SecretVault.create(
            vertx,
            VaultKind.AWS_SECRETS_MANAGER.providerName(),
            new SecretsManagerSource(service),
            options));
  }
}
