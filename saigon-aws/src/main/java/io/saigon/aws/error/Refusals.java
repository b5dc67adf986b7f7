package io.saigon.aws.error;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Advice for calls that a service refuses to those who make them. */
final class Refusals {
  static final String REGION =
      "Set the region that the resource is in, by AWS_REGION or SaigonOptions.withRegion.";

  private static final Set<String> SIGNATURE =
      Set.of("InvalidSignatureException", "SignatureDoesNotMatch");
  private static final Set<String> KEY =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "InvalidToken",
          "AuthFailure");
  private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException");
  private static final Set<String> OTHER_REGION =
      Set.of(
          "AuthorizationHeaderMalformed",
          "PermanentRedirect",
          "IllegalLocationConstraintException");

  private Refusals() {}

  /** Returns whether an error says that the resource is in another region. */
  static boolean ofRegion(@Nullable String code) {
    return code != null && OTHER_REGION.contains(code);
  }

  /**
   * Returns what to do.
   *
   * @param code the service's error code
   * @param message the service's own message
   */
  static String advice(@Nullable String code, @Nullable String message) {
    String known = code == null ? "" : code;
    if (SIGNATURE.contains(known)) {
      return message != null && message.contains("Credential should be scoped")
          ? "The call was signed for another region or service than those of its endpoint: check"
              + " AWS_REGION, SaigonOptions.withRegion and the endpoint."
          : "The secret access key is most likely not that of the access key id: check how it was"
              + " copied.";
    }
    if (KEY.contains(known)) {
      return "Check access key id and session token, and that they are of this account and"
          + " partition.";
    }
    return EXPIRED.contains(known)
        ? "Get new credentials: temporary ones end."
        : "Check that the credentials are valid and their policy allows the call.";
  }
}
