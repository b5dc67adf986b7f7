package io.saigon.testkit.internal.parameters;

import java.time.Instant;
import java.util.Set;

/**
 * One version of a parameter.
 *
 * @param allowedPattern regular expression that the value fits, or empty
 * @param key id of the key of a secure parameter
 * @param user ARN of who made it
 * @param cipherText a secure parameter's value as it is returned without decryption
 */
record ParameterVersion(
    long number,
    String value,
    String cipherText,
    String description,
    String tier,
    String allowedPattern,
    String key,
    Instant modified,
    String user,
    Set<String> labels) {
  @Override
  public String toString() {
    return "ParameterVersion[number=" + number + ", labels=" + labels + "]";
  }
}
