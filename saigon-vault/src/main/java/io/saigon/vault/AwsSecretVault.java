package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.vault.source.SecretsManagerSource;
import io.vertx.core.Vertx;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/**
 * A vault of the secrets in AWS Secrets Manager, by name or ARN, on an SDK client of the
 * application. {@link io.saigon.api.Saigon#vault()} needs no client.
 */
public final class AwsSecretVault extends DelegatingVault {
  private AwsSecretVault(SecretVault vault) {
    super(vault);
  }

  /**
   * Creates a vault with default options.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param client the SDK client, which the application closes; {@link
   *     io.saigon.aws.VertxAws#configure} lets it run on Vert.x alone
   * @return a vault, which closes with Vert.x unless it is closed before
   */
  public static AwsSecretVault create(Vertx vertx, SecretsManagerAsyncClient client) {
    return create(vertx, client, SecretVaultOptions.defaults());
  }

  /**
   * Creates a vault.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param client the SDK client, which the application closes; {@link
   *     io.saigon.aws.VertxAws#configure} lets it run on Vert.x alone
   * @param options the caching and decoding of the vault
   * @return a vault, which closes with Vert.x unless it is closed before
   */
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
