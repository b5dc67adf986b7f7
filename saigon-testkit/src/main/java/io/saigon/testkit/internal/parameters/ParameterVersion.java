package io.saigon.testkit.internal.parameters;

import java.time.Instant;
import java.util.Set;

/**
 * One version of a parameter.
 *
 * @param cipherText a secure parameter's value as it is returned without decryption
 */
record ParameterVersion(
    long number,
    String value,
    String cipherText,
    String description,
    String tier,
    Instant modified,
    Set<String> labels) {
  @Override
  public String toString() {
    return "ParameterVersion[number=" + number + ", labels=" + labels + "]";
  }
}
