package com.example.keystore;

import io.saigon.api.config.SaigonOptions;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

final class KeyStores {
  static final String PASSWORD = "0pen-Sesame";

  private KeyStores() {}

  static SaigonOptions options(Path directory, Map<String, String> secrets) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      byte[] bytes = secret.getValue().getBytes(StandardCharsets.UTF_8);
      store.setEntry(
          secret.getKey(),
          // PKCS#12 keeps secrets of known algorithms only; any length will do
          new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, "AES")),
          new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    }
    Path file = directory.resolve("secrets.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    JsonObject settings = new JsonObject().put("path", file.toString()).put("password", PASSWORD);
    return SaigonOptions.defaults().withSettings("keystore", settings);
  }
}
