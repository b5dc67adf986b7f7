package io.saigon.api.cognito;

/** Source of a code, and so a kind of second factor. */
public enum CodeMedium {
  /** A text message. */
  SMS("SMS_MFA"),
  /** A time-based one-time password of an authenticator. */
  TOTP("SOFTWARE_TOKEN_MFA"),
  /** An e-mail message. */
  EMAIL("EMAIL_OTP");

  private final String mfaType;

  CodeMedium(String mfaType) {
    this.mfaType = mfaType;
  }

  /**
   * Returns the name of the second factor as Cognito has it.
   *
   * @return such as {@code SOFTWARE_TOKEN_MFA}
   */
  public String mfaType() {
    return mfaType;
  }
}
