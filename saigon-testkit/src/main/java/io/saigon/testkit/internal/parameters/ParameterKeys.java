package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.kms.KeyManagement;
import io.saigon.testkit.internal.wire.AwsError;

/** Checks the keys of parameters. */
final class ParameterKeys {
  private final KeyManagement kms;

  ParameterKeys(KeyManagement kms) {
    this.kms = kms;
  }

  /** Fails if a key is not available, or its policy denies an action. */
  void check(String key, String action) {
    switch (kms.use(key, action)) {
      case UNAVAILABLE ->
          throw new AwsError("InvalidKeyId", "The key " + key + " is not available.");
      case DENIED ->
          throw new AwsError(
              "AccessDeniedException",
              "User is not authorized to perform: %s on resource: %s".formatted(action, key));
      case ALLOWED -> {}
    }
  }

  /** Fails if the value of a version can't be decrypted. */
  void checkDecryption(Parameter parameter, ParameterVersion version) {
    if (parameter.type().equals("SecureString")) {
      check(version.key(), "kms:Decrypt");
    }
  }
}
