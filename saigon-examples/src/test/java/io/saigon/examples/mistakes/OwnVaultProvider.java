package io.saigon.examples.mistakes;

import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;

/** A vault of the application's own. */
public final class OwnVaultProvider implements SecretVaultProvider {
  @Override
  public String name() {
    return "own";
  }

  @Override
  public SecretSource create(SaigonContext context) {
    return id -> Future.succeededFuture(SecretValue.ofText(id, "text", null));
  }
}
