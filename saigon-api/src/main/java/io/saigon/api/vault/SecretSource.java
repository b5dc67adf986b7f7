package io.saigon.api.vault;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Fetches secrets as they are in a store, without caching; what a vault of a third party
 * implements.
 *
 * <p>Called on an event loop, so it must not block. A future may complete on any thread.
 */
@FunctionalInterface
public interface SecretSource {
  /**
   * Fetches one secret, byte for byte as the store holds it. The vault around a source gives a call
   * up after {@link io.saigon.api.vault.SecretVaultOptions#fetchTimeout()}, has one for each secret
   * under way at a time, and pauses after one that failed.
   *
   * @param id which secret, and which version or stage of it
   * @return the value, with a version that no other value of the secret has, or null if the store
   *     has no versions; fails with {@link io.saigon.api.error.NotFoundException}, for a version or
   *     stage that the store does not know as well, {@link
   *     io.saigon.api.error.AccessDeniedException} or another {@link
   *     io.saigon.api.error.SaigonException}
   */
  Future<SecretValue> fetch(SecretId id);

  /**
   * How many secrets {@link #fetchAll} takes at once; 1 if the store has no call for several, and
   * {@link #fetchAll} is then never called.
   */
  default int batchSize() {
    return 1;
  }

  /**
   * Fetches several secrets in one call.
   *
   * @param ids which: at least two, at most {@link #batchSize()}, each once
   * @return the values of those that could be read; one that is left out is then asked for by
   *     {@link #fetch}, which says why it can't be read. Fails if the call as a whole failed; after
   *     an {@link io.saigon.api.error.AccessDeniedException} it is not called for five minutes
   */
  default Future<Map<SecretId, SecretValue>> fetchAll(List<SecretId> ids) {
    return Future.failedFuture(
        new UnsupportedOperationException(getClass().getName() + " has no fetchAll"));
  }
}
