package io.saigon.vault;

import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.vault.source.EnvironmentSource;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Objects;

/**
 * A vault of environment variables. The key is a variable's name, or becomes one in upper case with
 * an underscore in place of every character other than letters and digits: key {@code orders/db} is
 * variable {@code ORDERS_DB}.
 */
public final class EnvironmentVault extends DelegatingVault {
  private EnvironmentVault(SecretVault vault) {
    super(vault);
  }

  /**
   * Creates a vault of the process's environment variables.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @return a vault, which closes with Vert.x unless it is closed before
   */
  public static EnvironmentVault create(Vertx vertx) {
    return create(vertx, System.getenv());
  }

  /**
   * Creates a vault of the given variables.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param environment the values by variable name, which are copied
   * @return a vault, which closes with Vert.x unless it is closed before
   */
  public static EnvironmentVault create(Vertx vertx, Map<String, String> environment) {
    Objects.requireNonNull(environment, "environment");
    return new EnvironmentVault(
        SecretVault.create(
            vertx,
            VaultKind.ENVIRONMENT.providerName(),
            new EnvironmentSource(Map.copyOf(environment)),
            SecretVaultOptions.defaults()));
  }
}
