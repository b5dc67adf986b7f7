package io.saigon.api.cognito;

/**
 * A first factor of choice-based log-ins ({@code USER_AUTH}), by the name that Cognito has for its
 * challenge.
 */
public enum AuthFactor {
  /** The password, sent to Cognito. */
  PASSWORD,
  /** The password, proved by Secure Remote Password and never sent. */
  PASSWORD_SRP,
  /** A code by e-mail. */
  EMAIL_OTP,
  /** A code by SMS. */
  SMS_OTP,
  /** A passkey. */
  WEB_AUTHN
}
