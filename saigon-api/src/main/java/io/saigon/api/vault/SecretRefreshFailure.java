package io.saigon.api.vault;

import io.saigon.api.error.SaigonException;
import java.util.Objects;

/**
 * Event of a secret that was read before and could not be fetched again, or no longer fits a model
 * that it is read as. Never carries the value.
 *
 * @param vault name of the vault
 * @param id the secret
 * @param reason failure of the fetch or of the decoding
 * @param served whether reads are still answered, with the last good value
 */
public record SecretRefreshFailure(
    String vault, SecretId id, SaigonException reason, boolean served) {
  /**
   * Creates an event, and checks that nothing is missing.
   *
   * @param vault name of the vault
   * @param id the secret
   * @param reason failure of the fetch or of the decoding
   * @param served whether reads are still answered, with the last good value
   */
  public SecretRefreshFailure {
    Objects.requireNonNull(vault, "vault");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(reason, "reason");
  }
}
