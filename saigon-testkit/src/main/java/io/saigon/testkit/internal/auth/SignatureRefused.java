package io.saigon.testkit.internal.auth;

/** Why a request's signature was not accepted; each service words it in its own protocol. */
public final class SignatureRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** AWS's error codes for it. */
  public enum Reason {
    MissingAuthenticationTokenException,
    IncompleteSignatureException,
    UnrecognizedClientException,
    ExpiredTokenException,
    InvalidSignatureException
  }

  private final Reason reason;
  private final String details;

  SignatureRefused(Reason reason, String message) {
    this(reason, message, "");
  }

  SignatureRefused(Reason reason, String message, String details) {
    super(message, null, false, false);
    this.reason = reason;
    this.details = details;
  }

  public Reason reason() {
    return reason;
  }

  public String text() {
    return String.valueOf(getMessage());
  }

  /** What should have been signed, as API Gateway tells it; empty unless the signature differs. */
  public String details() {
    return details;
  }
}
