package io.saigon.vault;

import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretSource;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.VertxAws;
import java.time.Clock;
import java.time.Duration;

/**
 * Makes RDS IAM tokens, signed with the application's credentials for the region that the host's
 * name tells, else for the application's own. A token is kept for 14 of its 15 minutes, or until
 * the credentials expire that signed it, and renewed ahead of that.
 */
public final class RdsTokenProvider implements SecretVaultProvider {
  /** Called by {@link java.util.ServiceLoader}. */
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
