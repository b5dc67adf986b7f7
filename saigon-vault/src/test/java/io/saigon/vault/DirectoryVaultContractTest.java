package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.testkit.ChangingVaultContract;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class DirectoryVaultContractTest extends ChangingVaultContract {
  @TempDir Path directory;

  @Override
  protected SecretVault open(Vertx vertx, Map<String, String> secrets) throws IOException {
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      change(secret.getKey(), secret.getValue());
    }
    return DirectoryVault.create(vertx, directory);
  }

  @Override
  protected void change(String key, String text) throws IOException {
    Path file = directory.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Override
  protected void remove(String key) throws IOException {
    Files.delete(directory.resolve(key));
  }
}
