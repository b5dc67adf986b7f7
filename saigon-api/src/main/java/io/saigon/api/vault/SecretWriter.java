package io.saigon.api.vault;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * Writes secrets, for operators and tests; code that reads is given a {@link SecretVault}, which
 * cannot. Each change is announced at {@link SecretChange#ADDRESS}, so that vaults take it at once.
 *
 * <p>Futures complete on the caller's context; they fail with {@link
 * io.saigon.api.error.AccessDeniedException}, {@link io.saigon.api.error.ThrottledException},
 * {@link io.saigon.api.error.TransportException} or another {@link
 * io.saigon.api.error.SaigonException}, and with {@link io.saigon.api.error.ClosedException} once
 * the {@link io.saigon.api.Saigon} that it comes from is closed. No failure quotes a value.
 */
public interface SecretWriter {
  /**
   * Stores a value, in place of the current one or as a new secret.
   *
   * @param key key of the secret
   * @param content the value, as bytes; text is UTF-8
   * @return the version of the value as the vault names it
   */
  Future<String> put(String key, Buffer content);

  /**
   * Stores a text, in place of the current value or as a new secret.
   *
   * @param key key of the secret
   * @param text the value
   * @return the version of the value as the vault names it
   */
  default Future<String> put(String key, String text) {
    Objects.requireNonNull(text, "text");
    return put(key, Buffer.buffer(text));
  }

  /**
   * Stores a JSON object, in place of the current value or as a new secret.
   *
   * @param key key of the secret
   * @param json the value
   * @return the version of the value as the vault names it
   */
  default Future<String> put(String key, JsonObject json) {
    Objects.requireNonNull(json, "json");
    return put(key, json.toBuffer());
  }

  /**
   * Rotates a secret now, by the rotation that its store has for it.
   *
   * @param key key of the secret
   * @return completes when the new value is the current one; fails with {@link
   *     io.saigon.api.error.NotFoundException} if there is no such secret, and with {@link
   *     io.saigon.api.error.ServiceException} if the store has no rotation for it
   */
  Future<Void> rotate(String key);
}
