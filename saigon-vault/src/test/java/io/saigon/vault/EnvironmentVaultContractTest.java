package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.testkit.VaultContract;
import io.vertx.core.Vertx;
import java.util.Map;

class EnvironmentVaultContractTest extends VaultContract {
  @Override
  protected SecretVault open(Vertx vertx, Map<String, String> secrets) {
    return EnvironmentVault.create(vertx, secrets);
  }
}
