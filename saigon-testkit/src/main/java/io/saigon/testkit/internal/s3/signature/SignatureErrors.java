package io.saigon.testkit.internal.s3.signature;

import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.s3.error.S3Error;
import java.util.Map;

/** Errors of S3 for signatures that it refuses. */
public final class SignatureErrors {
  private SignatureErrors() {}

  static S3Error mismatch(Map<String, String> facts) {
    return new S3Error(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your"
            + " key and signing method.",
        facts);
  }

  /** Returns S3's error for a refused signature in the query. */
  static S3Error ofQuery(SignatureRefused refused) {
    return switch (refused.reason()) {
      case MALFORMED ->
          credential(
              "the Credential is mal-formed; expecting"
                  + " \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
              Map.of());
      case WRONG_REGION ->
          credential(wrongRegion(refused), refused.facts())
              .withHeader("x-amz-bucket-region", refused.facts().getOrDefault("Region", ""));
      case WRONG_SCOPE -> credential(refused.text(), Map.of());
      default -> of(refused);
    };
  }

  private static S3Error credential(String why, Map<String, String> facts) {
    return new S3Error(
        400,
        "AuthorizationQueryParametersError",
        "Error parsing the X-Amz-Credential parameter; " + why,
        facts);
  }

  private static String wrongRegion(SignatureRefused refused) {
    String given = refused.text().replaceAll("^[^']*'|'[^']*$", "");
    return "the region '%s' is wrong; expecting '%s'"
        .formatted(given, refused.facts().getOrDefault("Region", ""));
  }

  /** Returns S3's error for a refused signature. */
  public static S3Error of(SignatureRefused refused) {
    String region = refused.facts().getOrDefault("Region", "");
    return switch (refused.reason()) {
      case MISSING -> denied("Access Denied", refused);
      case MALFORMED -> new S3Error(400, "AuthorizationHeaderMalformed", malformed(refused.text()));
      case MALFORMED_QUERY -> new S3Error(400, "AuthorizationQueryParametersError", refused.text());
      case UNKNOWN_KEY ->
          new S3Error(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.",
              refused.facts());
      case WRONG_TOKEN ->
          new S3Error(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
      case EXPIRED_TOKEN -> new S3Error(400, "ExpiredToken", "The provided token has expired.");
      case WRONG_REGION ->
          new S3Error(
                  400,
                  "AuthorizationHeaderMalformed",
                  malformed(wrongRegion(refused)),
                  refused.facts())
              // An answer to HEAD has no body that could name it.
              .withHeader("x-amz-bucket-region", region);
      case WRONG_SCOPE ->
          new S3Error(400, "AuthorizationHeaderMalformed", malformed(refused.text()));
      case SKEWED ->
          new S3Error(
              403,
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large.",
              refused.facts());
      case EXPIRED -> denied("Request has expired", refused);
      case NOT_YET_VALID -> denied("Request is not yet valid", refused);
      case HEADERS_NOT_SIGNED -> denied(refused.text(), refused);
      case MISMATCH -> mismatch(refused.facts());
    };
  }

  private static S3Error denied(String message, SignatureRefused refused) {
    return new S3Error(403, "AccessDenied", message, refused.facts());
  }

  private static String malformed(String why) {
    return "The authorization header is malformed; " + why;
  }
}
