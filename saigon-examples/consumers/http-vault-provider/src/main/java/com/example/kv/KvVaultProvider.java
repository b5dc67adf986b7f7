package com.example.kv;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Needs the settings {@code url}, such as {@code https://vault.internal:8200}, and {@code token}.
 * Caching, decoding, change events, handles and the care for leases are saigon's.
 */
public final class KvVaultProvider implements SecretVaultProvider {
  @Override
  public String name() {
    return "http-kv";
  }

  @Override
  public SecretSource create(SaigonContext context) {
    JsonObject settings = context.options().settings(name());
    List<String> missing =
        Stream.of("url", "token").filter(s -> settings.getString(s) == null).toList();
    if (!missing.isEmpty()) {
      throw new ConfigurationException(
          "The HTTP vault has no " + missing + ": set them by SaigonOptions.withSettings",
          missing,
          null);
    }
    HttpClient http = context.vertx().createHttpClient();
    context.onClose(http::close);
    URI url = URI.create(settings.getString("url"));
    return new StoreSource(new StoreClient(http, url, settings.getString("token")));
  }
}
