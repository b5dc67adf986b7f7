package io.saigon.api.vault;

import io.saigon.api.check.Arguments;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Name of a secret, and of one of its versions.
 *
 * @param key name or ARN of the secret in its vault
 * @param version a version of the secret as the vault names it, or null for the one of {@code
 *     stage}
 * @param stage a label of a version, such as {@code AWSPREVIOUS}, or null for the current one
 */
public record SecretId(String key, @Nullable String version, @Nullable String stage) {
  /**
   * Creates a name, and checks that there is a key, and not both a version and a stage.
   *
   * @param key name or ARN of the secret in its vault
   * @param version a version of the secret as the vault names it, or null for the one of {@code
   *     stage}
   * @param stage a label of a version, such as {@code AWSPREVIOUS}, or null for the current one
   * @throws IllegalArgumentException if the key is blank, or both version and stage are given
   */
  public SecretId {
    Arguments.notBlank("A secret's key", Objects.requireNonNull(key, "key"));
    if (version != null && stage != null) {
      throw new IllegalArgumentException(
          "Give a version or a stage of secret " + key + ", not both");
    }
  }

  /**
   * Returns the name of a secret's current version.
   *
   * @param key name or ARN of the secret in its vault
   * @return the name
   */
  public static SecretId of(String key) {
    return new SecretId(key, null, null);
  }

  /**
   * Returns the name of the same secret in another version.
   *
   * @param version version as the vault names it
   * @return the new name
   */
  public SecretId withVersion(String version) {
    return new SecretId(key, Objects.requireNonNull(version, "version"), null);
  }

  /**
   * Returns the name of the same secret in the version with a stage.
   *
   * @param stage a label of a version, such as {@code AWSPREVIOUS}
   * @return the new name
   */
  public SecretId withStage(String stage) {
    return new SecretId(key, null, Objects.requireNonNull(stage, "stage"));
  }

  /** Returns the key, with version or stage if one is set. */
  @Override
  public String toString() {
    if (version != null) {
      return key + " (version " + version + ")";
    }
    return stage == null ? key : key + " (stage " + stage + ")";
  }
}
