package io.saigon.rest.vertx.sigv4;

import io.saigon.api.credentials.AwsCredentials;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The signing keys of one scope. Each is dropped with its credentials, at logout or renewal. */
final class SigningKeys {
  private final SigV4Scope scope;
  private final Map<AwsCredentials, SigningKey> keys = new WeakHashMap<>();
  // Most signatures are made with the key of the one before; the map's lock and hash are 3 % more.
  private volatile @Nullable SigningKey last;
  // Collected credentials, whose keys the map then drops.
  private final ReferenceQueue<AwsCredentials> gone = new ReferenceQueue<>();

  SigningKeys(SigV4Scope scope) {
    this.scope = scope;
  }

  SigningKey key(AwsCredentials credentials, Timestamp time) {
    SigningKey known = last;
    return known != null && known.isOf(credentials) && known.isOf(time) && gone.poll() == null
        ? known
        : find(credentials, time);
  }

  private synchronized SigningKey find(AwsCredentials credentials, Timestamp time) {
    SigningKey key = keys.get(credentials);
    if (key == null || !key.isOf(time)) {
      key = new SigningKey(credentials, gone, scope, time);
      keys.put(credentials, key);
    }
    last = key;
    return key;
  }
}
