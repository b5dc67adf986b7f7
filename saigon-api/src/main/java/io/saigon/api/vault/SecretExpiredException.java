package io.saigon.api.vault;

import io.saigon.api.error.SaigonException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refusal to serve a secret that has expired and could not be renewed or fetched again. The cause
 * is the failure of the last try, if one was made.
 */
public final class SecretExpiredException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final Instant expiresAt;

  /**
   * Creates the failure.
   *
   * @param key the secret's key
   * @param expiresAt time at which it expired
   * @param message what expired and what to do
   * @param cause failure of the last try to fetch it again, or null
   */
  public SecretExpiredException(
      String key, Instant expiresAt, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.key = Objects.requireNonNull(key, "key");
    this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /**
   * Returns the secret's key.
   *
   * @return the key
   */
  public String key() {
    return key;
  }

  /**
   * Returns the time at which the secret expired.
   *
   * @return the time
   */
  public Instant expiresAt() {
    return expiresAt;
  }
}
