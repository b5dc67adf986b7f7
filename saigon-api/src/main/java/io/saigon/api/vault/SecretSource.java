package io.saigon.api.vault;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Fetches secrets as they are in a store, without caching; implemented by vaults of third parties.
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
   * @param id the secret, and its version or stage; a key with a slash at its end is a path, of
   *     which a store that has paths gives all secrets below as one JSON object
   * @return the value, with a version that no other value of the secret has, or null if the store
   *     has no versions; fails with {@link io.saigon.api.error.NotFoundException}, for a version or
   *     stage that the store does not know as well, {@link
   *     io.saigon.api.error.AccessDeniedException} or another {@link
   *     io.saigon.api.error.SaigonException}
   */
  Future<SecretValue> fetch(SecretId id);

  /**
   * Returns the number of secrets that {@link #fetchAll} takes at once.
   *
   * @return 1 if the store has no call for several, and {@link #fetchAll} is then never called
   */
  default int batchSize() {
    return 1;
  }

  /**
   * Fetches several secrets in one call.
   *
   * @param ids at least two secrets, at most {@link #batchSize()}, each once
   * @return the values of those that could be read; one that is left out is then fetched by {@link
   *     #fetch}, which fails with the reason. Fails if the call as a whole failed; after an {@link
   *     io.saigon.api.error.AccessDeniedException} it is not called for five minutes
   */
  default Future<Map<SecretId, SecretValue>> fetchAll(List<SecretId> ids) {
    return Future.failedFuture(
        new UnsupportedOperationException(getClass().getName() + " has no fetchAll"));
  }

  /**
   * Extends a lease that is renewable and has not ended, ahead of its end.
   *
   * @param leased the secret as it was last given, under its lease
   * @return the same secret with the new end of its lease, which may be another lease. After an
   *     {@link io.saigon.api.error.TransportException}, a {@link
   *     io.saigon.api.error.ThrottledException} or a status of 500 and more it is renewed again
   *     later; after any other failure the secret is fetched anew at once
   */
  default Future<SecretValue> renew(SecretValue leased) {
    return fetch(leased.id());
  }

  /**
   * Revokes a lease, because the vault is closed or nobody waits for the secret any more. What the
   * source needs for it must not be closed before the vault, which {@link
   * io.saigon.api.spi.SaigonContext#onClose} in {@code create} sees to.
   *
   * @param leased the secret as it was last given, under its lease
   * @return completes when the lease has ended; a failure is logged, and the lease ends by itself
   */
  default Future<Void> revoke(SecretValue leased) {
    return Future.succeededFuture();
  }
}
