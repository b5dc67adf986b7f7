package io.saigon.testkit.internal.parameters;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of a parameter.
 *
 * @param allowedPattern regular expression that the value fits, or null
 * @param key id of the key of a secure parameter
 * @param cipherText a secure parameter's value as it is returned without decryption
 */
record ParameterVersion(
    long number,
    String value,
    String cipherText,
    String description,
    String tier,
    @Nullable String allowedPattern,
    String key,
    Instant modified,
    Set<String> labels) {
  @Override
  public String toString() {
    return "ParameterVersion[number=" + number + ", labels=" + labels + "]";
  }
}
