package io.saigon.api.cognito;

/** Status of a user of a user pool. */
public enum UserStatus {
  /** Signed up, but not confirmed. */
  UNCONFIRMED,
  /** Confirmed. */
  CONFIRMED,
  /** Has a temporary password, which a log-in replaces. */
  FORCE_CHANGE_PASSWORD,
  /** Must set a new password by the forgotten-password flow. */
  RESET_REQUIRED,
  /** Logs in through another identity provider. */
  EXTERNAL_PROVIDER,
  /** Any other status. */
  UNKNOWN
}
