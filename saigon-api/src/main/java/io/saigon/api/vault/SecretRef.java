package io.saigon.api.vault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A handle on a secret that is kept fresh in the background until it is closed. Safe for use from
 * any thread.
 *
 * @param <T> the secret's model
 */
public interface SecretRef<T> {
  /**
   * Returns the value, at the cost of a volatile read. A new value that does not fit the model
   * leaves the last one that did in place.
   *
   * @return the value; of buffers and JSON objects a copy
   * @throws io.saigon.api.error.SaigonException if there is none any more: the secret was deleted
   *     or has expired ({@link SecretExpiredException}), could not be fetched or did not fit the
   *     model for longer than {@link SecretVaultOptions#maxStale()} allows, could not be fetched
   *     after it was invalidated, or its vault is closed ({@link
   *     io.saigon.api.error.ClosedException})
   */
  T current();

  /**
   * Returns the value's version as the vault names it.
   *
   * @return the version, or null if the vault has none
   */
  @Nullable String version();

  /**
   * Returns the time since the value was fetched. It exceeds {@link SecretVaultOptions#ttl()} while
   * the vault can't be reached.
   *
   * @return the time, at least zero
   */
  Duration age();

  /**
   * Ends the refreshes for this handle, which keeps its value for as long as that does not expire,
   * also after the vault's close.
   */
  void close();
}
