package com.example.ownvault;

import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Has one value, the name of the secret. */
public final class OwnVaultProvider implements SecretVaultProvider {
  @Override
  public String name() {
    return "own";
  }

  @Override
  public SecretSource create(SaigonContext context) {
    return id -> Future.succeededFuture(new SecretValue(id, Buffer.buffer(id.key()), null));
  }
}
