package io.saigon.api.cognito;

/** Where a code comes from. */
public enum CodeMedium {
  /** A text message. */
  SMS,
  /** A time-based one-time password of an authenticator. */
  TOTP,
  /** An e-mail message. */
  EMAIL
}
