package io.saigon.vault.provider;

import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.VertxAws;
import io.saigon.vault.source.RdsTokenSource;
import java.time.Clock;
import java.time.Duration;

/**
 * Provides RDS IAM authentication tokens, signed with the application's credentials for the region
 * in the host name, or else for the application's region. A token is cached for 14 of its 15
 * minutes, at most until the signing credentials expire, and renewed ahead of that.
 */
public final class RdsTokenProvider implements SecretVaultProvider {
  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public RdsTokenProvider() {}

  @Override
  public String name() {
    return VaultKind.AWS_RDS_IAM.providerName();
  }

  @Override
  public SecretSource create(SaigonContext context) {
    VertxAws aws = VertxAws.of(context);
    return new RdsTokenSource(aws::credentials, aws::region, Clock.systemUTC());
  }

  @Override
  public SecretVaultOptions options(SaigonContext context) {
    return SecretVaultOptions.defaults()
        .withTtl(Duration.ofMinutes(14))
        .withMaxStale(Duration.ZERO)
        .withSettings(context.options().settings(name()));
  }

  @Override
  public boolean servesByDefault() {
    return false;
  }
}
