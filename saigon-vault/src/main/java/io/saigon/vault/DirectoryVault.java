package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.vault.source.DirectorySource;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/**
 * A vault of files in a directory, as Kubernetes and Docker mount them. The key is the file's path
 * below the directory; the secret is its whole content, including a final line break. No key and no
 * symbolic link leads out of the directory.
 */
public final class DirectoryVault extends DelegatingVault {
  private DirectoryVault(SecretVault vault) {
    super(vault);
  }

  /**
   * Creates a vault that reads used files again every few seconds.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param directory the directory, which need not exist yet
   * @return a vault, which closes with Vert.x unless it is closed before
   */
  public static DirectoryVault create(Vertx vertx, Path directory) {
    return create(vertx, directory, DirectorySource.defaultOptions());
  }

  /**
   * Creates a vault.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param directory the directory, which need not exist yet
   * @param options the caching and decoding of the vault
   * @return a vault, which closes with Vert.x unless it is closed before
   */
  public static DirectoryVault create(Vertx vertx, Path directory, SecretVaultOptions options) {
    return new DirectoryVault(
        SecretVault.create(
            vertx,
            VaultKind.DIRECTORY.providerName(),
            new DirectorySource(vertx, directory),
            options));
  }
}
