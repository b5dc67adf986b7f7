package io.saigon.vault;

import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretSource;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.VaultKind;

/** Makes the vault over the environment variables of the process. */
public final class EnvironmentProvider implements SecretVaultProvider {
  /** Called by {@link java.util.ServiceLoader}. */
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
