package io.saigon.api.vault;

import io.saigon.api.error.SaigonException;
import java.util.Objects;

/**
 * A secret that was read before could not be fetched again, or no longer fits a model that it is
 * read as. Never carries the value.
 *
 * @param vault name of the vault
 * @param id the secret
 * @param reason why it could not be fetched or decoded
 * @param served whether reads are still answered, with the last good value
 */
public record SecretRefreshFailure(
    String vault, SecretId id, SaigonException reason, boolean served) {
  /** Checks that nothing is missing. */
  public SecretRefreshFailure {
    Objects.requireNonNull(vault, "vault");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(reason, "reason");
  }
}
