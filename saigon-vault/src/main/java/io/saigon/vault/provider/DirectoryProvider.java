package io.saigon.vault.provider;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.vault.source.DirectorySource;
import java.nio.file.Path;
import java.util.List;

/**
 * Provides the vault of a directory of files, which the setting {@code path} of provider {@code
 * directory} or else the environment variable {@code SAIGON_VAULT_DIRECTORY} names.
 */
public final class DirectoryProvider implements SecretVaultProvider {
  private static final String VARIABLE = "SAIGON_VAULT_DIRECTORY";
  private static final String PATH = "path";

  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public DirectoryProvider() {}

  @Override
  public String name() {
    return VaultKind.DIRECTORY.providerName();
  }

  @Override
  public SecretSource create(SaigonContext context) {
    return new DirectorySource(context.vertx(), path(context));
  }

  @Override
  public boolean servesByDefault() {
    return false;
  }

  @Override
  public SecretVaultOptions options(SaigonContext context) {
    return DirectorySource.defaultOptions().withSettings(context.options().settings(name()));
  }

  private Path path(SaigonContext context) {
    String setting = context.options().settings(name()).getString(PATH);
    String path = setting == null ? System.getenv(VARIABLE) : setting;
    if (path == null || path.isBlank()) {
      throw new ConfigurationException(
          "The vault of files has no directory; set "
              + VARIABLE
              + " or, by SaigonOptions.withSettings, path of directory",
          List.of(VARIABLE),
          null);
    }
    return Path.of(path);
  }
}
