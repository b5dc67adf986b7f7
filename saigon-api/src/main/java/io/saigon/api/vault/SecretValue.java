package io.saigon.api.vault;

import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A secret as its vault holds it. The content is left out of {@link #toString()}.
 *
 * @param id what was asked for
 * @param content the secret, as bytes; text is UTF-8. Not to be modified
 * @param version the version that this is, as the vault names it; two values of one key with the
 *     same version are equal
 */
public record SecretValue(SecretId id, Buffer content, @Nullable String version) {
  /** Checks that nothing is missing. */
  public SecretValue {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(content, "content");
  }

  /** A secret that is text. */
  public static SecretValue ofText(SecretId id, String text, @Nullable String version) {
    return new SecretValue(id, Buffer.buffer(text), version);
  }

  /** The content as text. */
  public String text() {
    return content.toString();
  }

  @Override
  public String toString() {
    return "SecretValue[id=" + id + ", version=" + version + "]";
  }
}
