package io.saigon.vault.provider;

import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.VaultKind;
import io.saigon.vault.source.SecretsManagerSource;

/** Provides the vault of AWS Secrets Manager. */
public final class SecretsManagerProvider implements SecretVaultProvider {
  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public SecretsManagerProvider() {}

  @Override
  public String name() {
    return VaultKind.AWS_SECRETS_MANAGER.providerName();
  }

  @Override
  public SecretSource create(SaigonContext context) {
    return new SecretsManagerSource(SecretsManagerSource.service(context));
  }

  @Override
  public boolean servesByDefault() {
    return true;
  }
}
