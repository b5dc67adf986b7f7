package io.saigon.rest.vertx.sigv4;

import io.saigon.api.credentials.AwsCredentials;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The signing keys of one scope. Each is let go with its credentials, at logout or renewal. */
final class SigningKeys {
  private final SigV4Scope scope;
  private final Map<AwsCredentials, SigningKey> keys = new WeakHashMap<>();

  SigningKeys(SigV4Scope scope) {
    this.scope = scope;
  }

  SigningKey key(AwsCredentials credentials, Timestamp time) {
    SigningKey key = known(credentials);
    if (key == null || key.epochDay != time.epochDay()) {
      key = new SigningKey(credentials, scope, time);
      put(credentials, key);
    }
    return key;
  }

  private synchronized @Nullable SigningKey known(AwsCredentials credentials) {
    return keys.get(credentials);
  }

  private synchronized void put(AwsCredentials credentials, SigningKey key) {
    keys.put(credentials, key);
  }
}
