package io.saigon.api.cognito;

/** Authentication flow of a password; the app client has to allow it. */
public enum LoginFlow {
  /**
   * Secure Remote Password ({@code ALLOW_USER_SRP_AUTH}): the password never leaves this process.
   */
  SRP,
  /** The password is sent to Cognito ({@code ALLOW_USER_PASSWORD_AUTH}). */
  PASSWORD,
  /** {@link #SRP}, or {@link #PASSWORD} where the app client does not allow SRP. */
  SRP_ELSE_PASSWORD,
  /**
   * {@link #SRP}, and then the custom challenges of the pool's triggers ({@code
   * ALLOW_CUSTOM_AUTH}).
   */
  SRP_AND_CUSTOM,
  /**
   * Choice-based ({@code ALLOW_USER_AUTH}): {@link #SRP} for a log-in with a password, a choice
   * among the user's factors for one without, and the factor that {@link
   * LoginRequest#withPreferredFactor} names.
   */
  USER_AUTH
}
