package io.saigon.api.vault;

import io.saigon.api.check.Arguments;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which secret, and which state of it.
 *
 * @param key name or ARN of the secret in its vault
 * @param version a version of the secret as the vault names it, or null for the one that {@code
 *     stage} tells
 * @param stage a label of a version, such as {@code AWSPREVIOUS}, or null for the current one
 */
public record SecretId(String key, @Nullable String version, @Nullable String stage) {
  /** Checks that there is a key, and not both a version and a stage. */
  public SecretId {
    Arguments.notBlank("A secret's key", Objects.requireNonNull(key, "key"));
    if (version != null && stage != null) {
      throw new IllegalArgumentException(
          "Give a version or a stage of secret " + key + ", not both");
    }
  }

  /** The current state of a secret. */
  public static SecretId of(String key) {
    return new SecretId(key, null, null);
  }

  /** The same secret in the given version. */
  public SecretId withVersion(String version) {
    return new SecretId(key, Objects.requireNonNull(version, "version"), null);
  }

  /** The same secret in the version that carries the given stage. */
  public SecretId withStage(String stage) {
    return new SecretId(key, null, Objects.requireNonNull(stage, "stage"));
  }

  /** The key, with version or stage if one was asked for. */
  @Override
  public String toString() {
    if (version != null) {
      return key + " (version " + version + ")";
    }
    return stage == null ? key : key + " (stage " + stage + ")";
  }
}
