package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Secrets in files of a directory, as Kubernetes and Docker mount them: the key is the file's path
 * below the directory, the secret its whole content, with a last line break if there is one. A key
 * never leads out of the directory, not by a symbolic link either.
 */
public final class DirectoryVault extends DelegatingVault {
  private DirectoryVault(SecretVault vault) {
    super(vault);
  }

  /** A vault over a directory; files in use are read again every few seconds. */
  public static DirectoryVault create(Vertx vertx, Path directory) {
    return create(vertx, directory, defaultOptions());
  }

  /** A vault over a directory, with options. */
  public static DirectoryVault create(Vertx vertx, Path directory, SecretVaultOptions options) {
    return new DirectoryVault(
        SecretVault.create(
            vertx,
            VaultKind.DIRECTORY.providerName(),
            new DirectorySource(vertx, directory),
            options));
  }

  /** Files are near, so that a changed mount can be noticed soon. */
  static SecretVaultOptions defaultOptions() {
    return SecretVaultOptions.defaults()
        .withTtl(Duration.ofSeconds(5))
        .withNegativeTtl(Duration.ofSeconds(1));
  }
}
