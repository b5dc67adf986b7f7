package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class DirectoryVaultContractTest extends VaultContract {
  @TempDir Path directory;

  @Override
  SecretVault open(Vertx vertx, Map<String, String> secrets) {
    secrets.forEach(this::write);
    return DirectoryVault.create(vertx, directory);
  }

  private void write(String key, String content) {
    try {
      Path file = directory.resolve(key);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
