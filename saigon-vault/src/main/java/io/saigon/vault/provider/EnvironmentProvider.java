package io.saigon.vault.provider;

import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.VaultKind;
import io.saigon.vault.source.EnvironmentSource;

/** Provides the vault of the process's environment variables. */
public final class EnvironmentProvider implements SecretVaultProvider {
  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public EnvironmentProvider() {}

  @Override
  public String name() {
    return VaultKind.ENVIRONMENT.providerName();
  }

  @Override
  public SecretSource create(SaigonContext context) {
    return new EnvironmentSource(System.getenv());
  }

  @Override
  public boolean servesByDefault() {
    return false;
  }
}
