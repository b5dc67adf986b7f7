package io.saigon.api.vault;

import java.util.Objects;

/**
 * Lease under which a store gives a secret for a time, as HashiCorp Vault does with a database's
 * credentials. A vault renews it while the secret is in use, replaces it when a renewal lasts less
 * than half as long as the one before, and revokes it when the vault is closed.
 *
 * @param id name of the lease in its store
 * @param renewable whether {@link SecretSource#renew} may extend it; otherwise the secret is
 *     fetched anew ahead of its end, under another lease
 */
public record SecretLease(String id, boolean renewable) {
  /**
   * Creates a lease, and checks that it is named.
   *
   * @param id name of the lease in its store
   * @param renewable whether {@link SecretSource#renew} may extend it
   */
  public SecretLease {
    Objects.requireNonNull(id, "id");
  }
}
