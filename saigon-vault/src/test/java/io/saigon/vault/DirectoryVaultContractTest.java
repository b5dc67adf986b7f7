package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.testkit.ChangingVaultContract;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class DirectoryVaultContractTest extends ChangingVaultContract {
  @TempDir Path directory;

  @Override
  protected SecretVault open(Vertx vertx, Map<String, String> secrets) {
    secrets.forEach(this::write);
    return DirectoryVault.create(vertx, directory);
  }

  @Override
  protected void change(String key, String text) {
    write(key, text);
  }

  @Override
  protected void remove(String key) {
    try {
      Files.delete(directory.resolve(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
