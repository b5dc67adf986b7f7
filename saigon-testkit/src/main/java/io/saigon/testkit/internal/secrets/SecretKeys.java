package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.kms.KeyManagement;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import org.jspecify.annotations.Nullable;

/** Checks the keys of secrets. */
final class SecretKeys {
  private final KeyManagement kms;

  SecretKeys(KeyManagement kms) {
    this.kms = kms;
  }

  /** Fails if a request has a value that a key can't encrypt. */
  void checkEncryption(Params params, @Nullable String key) {
    if (params.has("SecretString") || params.has("SecretBinary")) {
      check(
          key,
          "kms:GenerateDataKey",
          "EncryptionFailure",
          "Secrets Manager can't encrypt the protected secret text using the provided KMS key.");
    }
  }

  /** Fails if a key can't decrypt a value. */
  void checkDecryption(@Nullable String key) {
    check(
        key,
        "kms:Decrypt",
        "DecryptionFailure",
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.");
  }

  private void check(@Nullable String key, String action, String code, String message) {
    switch (kms.use(key, action)) {
      case UNAVAILABLE -> throw new AwsError(code, message);
      case DENIED -> throw new AwsError("AccessDeniedException", "Access to KMS is not allowed");
      case ALLOWED -> {}
    }
  }
}
