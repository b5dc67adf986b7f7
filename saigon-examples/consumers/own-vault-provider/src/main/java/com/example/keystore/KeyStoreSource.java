package com.example.keystore;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;

/** Opens the key store for each secret: the vault around it caches. */
final class KeyStoreSource implements SecretSource {
  private final Vertx vertx;
  private final Path path;
  private final char[] password;

  KeyStoreSource(Vertx vertx, Path path, String password) {
    this.vertx = vertx;
    this.path = path;
    this.password = password.toCharArray();
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    if (id.version() != null || id.stage() != null) {
      return Future.failedFuture(
          new NotFoundException(
              "Key stores have no versions; ask for entry " + id.key() + " without one",
              null,
              null));
    }
    return vertx.executeBlocking(
        () -> {
          Key key = KeyStore.getInstance(path.toFile(), password).getKey(id.key(), password);
          if (key == null) {
            throw new NotFoundException(
                "There is no entry " + id.key() + " in " + path, null, null);
          }
          return new SecretValue(id, Buffer.buffer(key.getEncoded()), null);
        });
  }
}
