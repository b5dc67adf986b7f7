package io.saigon.cognito.verify;

import io.vertx.core.Future;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/** Public keys that verify an issuer's tokens. */
public interface KeySource {
  /** Returns a cached key that has not expired, or null. */
  @Nullable PublicKey find(String keyId);

  /** Fetches a key that is not cached. */
  Future<PublicKey> fetch(String keyId);

  /** Fetches the keys that can be listed. */
  Future<Void> prefetch();
}
