package io.saigon.api.cognito;

/** Source of a code. */
public enum CodeMedium {
  /** A text message. */
  SMS,
  /** A time-based one-time password of an authenticator. */
  TOTP,
  /** An e-mail message. */
  EMAIL
}
