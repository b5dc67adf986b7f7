package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.Vertx;
import java.util.Map;

/**
 * Secrets in environment variables: the key is a variable's name, or becomes one in upper case with
 * an underscore for every other character than letters and digits. Key {@code orders/db} is
 * variable {@code ORDERS_DB}.
 */
public final class EnvironmentVault extends DelegatingVault {
  private EnvironmentVault(SecretVault vault) {
    super(vault);
  }

  /** A vault over the process's environment. */
  public static EnvironmentVault create(Vertx vertx) {
    return create(vertx, System.getenv());
  }

  /** A vault over the given variables. */
  public static EnvironmentVault create(Vertx vertx, Map<String, String> environment) {
    return new EnvironmentVault(
        SecretVault.create(
            vertx,
            VaultKind.ENVIRONMENT.providerName(),
            new EnvironmentSource(Map.copyOf(environment)),
            SecretVaultOptions.defaults()));
  }
}
