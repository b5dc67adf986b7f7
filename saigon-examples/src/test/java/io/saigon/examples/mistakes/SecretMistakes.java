package io.saigon.examples.mistakes;

import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Mistakes with secrets. */
final class SecretMistakes {
  record Login(String username, String password) {}

  record Numbered(int username) {}

  private final Surroundings with;

  SecretMistakes(Surroundings with) {
    this.with = with;
  }

  Map<String, Mistake> all() {
    return Map.of(
        "secret that does not exist", () -> with.saigon.vault().secretString("orders/bd"),
        "parameter that does not exist",
            () -> with.saigon.vault(VaultKind.AWS_SSM).secretString("/orders/bd"),
        "variable that does not exist",
            () -> with.saigon.vault(VaultKind.ENVIRONMENT).secretString("orders/bd"),
        "file that does not exist", () -> directory().secretString("orders/bd"),
        "directory of secrets that is not set",
            () -> with.saigon.vault(VaultKind.DIRECTORY).secretString("orders/bd"),
        "secret without a field", () -> with.saigon.vault().secret(Login.class, "orders/db"),
        "secret whose field has another type",
            () -> with.saigon.vault().secret(Numbered.class, "orders/db"),
        "secret that is no JSON", () -> with.saigon.vault().secret(Login.class, "orders/text"));
  }

  private SecretVault directory() throws Exception {
    return with.saigon(
            with.aws
                .saigonOptions()
                .withSettings(
                    "directory", new JsonObject().put("path", with.emptyDirectory().toString())))
        .vault(VaultKind.DIRECTORY);
  }
}
