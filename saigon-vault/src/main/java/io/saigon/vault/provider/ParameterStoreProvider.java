package io.saigon.vault.provider;

import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.VaultKind;
import io.saigon.vault.source.ParameterStoreSource;

/** Provides the vault of AWS Systems Manager Parameter Store, which decrypts. */
public final class ParameterStoreProvider implements SecretVaultProvider {
  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public ParameterStoreProvider() {}

  @Override
  public String name() {
    return VaultKind.AWS_SSM.providerName();
  }

  @Override
  public SecretSource create(SaigonContext context) {
    return new ParameterStoreSource(ParameterStoreSource.service(context), true);
  }

  @Override
  public boolean servesByDefault() {
    return false;
  }
}
