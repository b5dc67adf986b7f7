package io.saigon.testkit.internal.auth;

import java.util.Map;

/** The refusal of a request's signature; each service reports it in its own protocol. */
public final class SignatureRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** A reason, with the error code that most services have for it. */
  public enum Reason {
    MISSING("MissingAuthenticationTokenException"),
    MALFORMED("IncompleteSignatureException"),
    MALFORMED_QUERY("IncompleteSignatureException"),
    UNKNOWN_KEY("UnrecognizedClientException"),
    WRONG_TOKEN("UnrecognizedClientException"),
    EXPIRED_TOKEN("ExpiredTokenException"),
    WRONG_REGION("InvalidSignatureException"),
    WRONG_SCOPE("InvalidSignatureException"),
    SKEWED("InvalidSignatureException"),
    EXPIRED("InvalidSignatureException"),
    NOT_YET_VALID("InvalidSignatureException"),
    HEADERS_NOT_SIGNED("InvalidSignatureException"),
    MISMATCH("InvalidSignatureException");

    private final String code;

    Reason(String code) {
      this.code = code;
    }
  }

  private final Reason reason;
  private final transient Map<String, String> facts;

  SignatureRefused(Reason reason, String message) {
    this(reason, message, Map.of());
  }

  SignatureRefused(Reason reason, String message, Map<String, String> facts) {
    super(message, null, false, false);
    this.reason = reason;
    this.facts = facts;
  }

  public Reason reason() {
    return reason;
  }

  /** The error code of most services. */
  public String code() {
    return reason.code;
  }

  public String text() {
    return String.valueOf(getMessage());
  }

  /** Returns more of S3's answer, by the names of its elements. */
  public Map<String, String> facts() {
    return facts;
  }

  /**
   * Returns API Gateway's canonical request and string to sign; empty unless the signature differs.
   */
  public String details() {
    return reason != Reason.MISMATCH
        ? ""
        : "\n\nThe Canonical String for this request should have been\n'"
            + facts.get("CanonicalRequest")
            + "'\n\nThe String-to-Sign should have been\n'"
            + facts.get("StringToSign")
            + "'\n";
  }
}
