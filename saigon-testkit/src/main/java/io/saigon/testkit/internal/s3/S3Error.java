package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.wire.AwsError;
import java.util.Map;

/** An answer of S3 that is no success. */
final class S3Error extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> facts;

  S3Error(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  S3Error(int status, String code, String message, Map<String, String> facts) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.facts = facts;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  /** Returns the further elements of the answer, by name. */
  Map<String, String> facts() {
    return facts;
  }

  static S3Error of(AwsError error) {
    return new S3Error(error.status(), error.code(), error.text());
  }

  static S3Error malformedUri(String uri) {
    return new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.", Map.of("URI", uri));
  }

  static S3Error invalidBucketName(String name) {
    return new S3Error(
        400, "InvalidBucketName", "The specified bucket is not valid.", Map.of("BucketName", name));
  }

  static S3Error mismatch(Map<String, String> facts) {
    return new S3Error(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your"
            + " key and signing method.",
        facts);
  }

  /** Returns S3's error for a refused signature. */
  static S3Error of(SignatureRefused refused) {
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
              malformed("the region is wrong; expecting '" + region + "'"),
              refused.facts());
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
