package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.vault.source.AppConfigSource;
import io.vertx.core.Vertx;
import java.time.Clock;
import software.amazon.awssdk.services.appconfigdata.AppConfigDataAsyncClient;

/**
 * A vault of the configurations in AWS AppConfig, by {@code application/environment/profile}, on an
 * SDK client of the application. {@link io.saigon.api.Saigon#vault(VaultKind)} needs no client. A
 * configuration is polled every minute at most, however often it is refreshed; feature flags are
 * read as {@link io.saigon.api.vault.FeatureFlags}.
 */
public final class AwsAppConfigVault extends DelegatingVault {
  private AwsAppConfigVault(SecretVault vault) {
    super(vault);
  }

  /**
   * Creates a vault that polls every minute what is in use.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param client the SDK client, which the application closes; {@link
   *     io.saigon.aws.VertxAws#configure} lets it run on Vert.x alone
   * @return a vault, which closes with Vert.x unless it is closed before
   */
  public static AwsAppConfigVault create(Vertx vertx, AppConfigDataAsyncClient client) {
    return create(vertx, client, AppConfigSource.options(AppConfigSource.INTERVAL));
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
  public static AwsAppConfigVault create(
      Vertx vertx, AppConfigDataAsyncClient client, SecretVaultOptions options) {
    AwsService<AppConfigDataAsyncClient> service =
        AwsService.of(vertx, AppConfigSource.SERVICE, client);
    return new AwsAppConfigVault(
        SecretVault.create(
            vertx,
            VaultKind.AWS_APP_CONFIG.providerName(),
            new AppConfigSource(service, AppConfigSource.INTERVAL, Clock.systemUTC()),
            options));
  }
}
