package io.saigon.api.vault;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Event of a secret whose value has changed. Never carries the value.
 *
 * @param vault name of the vault
 * @param key the secret's key
 * @param version its new version as the vault names it, or null if the vault has no versions or it
 *     is not known yet
 */
public record SecretChange(String vault, String key, @Nullable String version) {
  /**
   * Event-bus address on which changes are published, as a JSON object with {@code vault}, {@code
   * key} and, if known, {@code version}.
   *
   * <p>Do not bridge this address to peers that are not trusted, such as browsers: they would read
   * the names of secrets, and make vaults fetch, though each secret once a second at most.
   */
  public static final String ADDRESS = "io.saigon.vault.change";

  /**
   * Creates an event, and checks that vault and key are named.
   *
   * @param vault name of the vault
   * @param key the secret's key
   * @param version its new version as the vault names it, or null if the vault has no versions or
   *     it is not known yet
   */
  public SecretChange {
    Objects.requireNonNull(vault, "vault");
    Objects.requireNonNull(key, "key");
  }
}
