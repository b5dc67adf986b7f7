package io.saigon.api.vault;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database's credentials, and the time up to which they are good for logging in.
 *
 * @param credentials the credentials
 * @param expiresAt time at which the first of the secrets that they come from expires, or null if
 *     none does
 */
public record ExpiringCredentials(PostgreSqlCredentials credentials, @Nullable Instant expiresAt) {
  /**
   * Creates credentials, and checks that they are there.
   *
   * @param credentials the credentials
   * @param expiresAt time at which they expire, or null if they do not
   */
  public ExpiringCredentials {
    Objects.requireNonNull(credentials, "credentials");
  }
}
