package com.example.keystore;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Needs the settings {@code path} and {@code password}. */
public final class KeyStoreVaultProvider implements SecretVaultProvider {
  @Override
  public String name() {
    return "keystore";
  }

  @Override
  public SecretSource create(SaigonContext context) {
    JsonObject settings = context.options().settings(name());
    List<String> missing =
        Stream.of("path", "password").filter(s -> settings.getString(s) == null).toList();
    if (!missing.isEmpty()) {
      throw new ConfigurationException(
          "The key store vault has no " + missing + ": set them by SaigonOptions.withSettings",
          missing,
          null);
    }
    return new KeyStoreSource(
        context.vertx(), Path.of(settings.getString("path")), settings.getString("password"));
  }
}
