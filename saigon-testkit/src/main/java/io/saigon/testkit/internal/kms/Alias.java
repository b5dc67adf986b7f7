package io.saigon.testkit.internal.kms;

import java.time.Instant;

/**
 * A further name of a key.
 *
 * @param keyId id of the key
 * @param created when the alias was made
 * @param updated when it last got another key, or was made
 */
record Alias(String keyId, Instant created, Instant updated) {
  Alias to(String otherKeyId, Instant now) {
    return new Alias(otherKeyId, created, now);
  }
}
