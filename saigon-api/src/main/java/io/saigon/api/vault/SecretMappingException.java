package io.saigon.api.vault;

import io.saigon.api.error.SaigonException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mismatch between a secret and the model to decode it into. Names key and field, never the value.
 */
public final class SecretMappingException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final @Nullable String field;

  /**
   * Creates the failure. There is no cause: a JSON parser's own exceptions quote what they read.
   *
   * @param key the secret's key
   * @param field path of the field that does not fit, such as {@code hosts[2].port}, or null for
   *     the whole secret
   * @param message what does not fit and what to do, without the value
   */
  public SecretMappingException(String key, @Nullable String field, String message) {
    super(message, null);
    this.key = Objects.requireNonNull(key, "key");
    this.field = field;
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
   * Returns the path of the field that does not fit.
   *
   * @return the path, or null for the whole secret
   */
  public @Nullable String field() {
    return field;
  }
}
