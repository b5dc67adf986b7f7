package io.saigon.testkit.internal.kms;

/** Whether a key can be used for something. */
public enum KeyUse {
  /** The key can be used, or is a name that KMS does not know. */
  ALLOWED,
  /** The key is disabled, or scheduled for deletion. */
  UNAVAILABLE,
  /** Its policy denies the action. */
  DENIED
}
