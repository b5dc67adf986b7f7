package io.saigon.testkit.internal.s3.error;

/** Errors that several operations answer with. */
public final class S3Errors {
  private S3Errors() {}

  public static S3Error internal() {
    return new S3Error(500, "InternalError", "We encountered an internal error. Please try again.");
  }

  public static S3Error accessDenied() {
    return accessDenied("Access Denied");
  }

  public static S3Error accessDenied(String message) {
    return new S3Error(403, "AccessDenied", message);
  }

  public static S3Error malformedUri(String uri) {
    return new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.").with("URI", uri);
  }

  public static S3Error noSuchBucket(String name) {
    return new S3Error(404, "NoSuchBucket", "The specified bucket does not exist")
        .with("BucketName", name);
  }

  public static S3Error invalidBucketName(String name) {
    return new S3Error(400, "InvalidBucketName", "The specified bucket is not valid.")
        .with("BucketName", name);
  }

  public static S3Error noSuchKey(String key) {
    return new S3Error(404, "NoSuchKey", "The specified key does not exist.").with("Key", key);
  }

  public static S3Error noSuchVersion(String key, String versionId) {
    return new S3Error(404, "NoSuchVersion", "The specified version does not exist.")
        .with("Key", key)
        .with("VersionId", versionId);
  }

  public static S3Error noSuchUpload(String uploadId) {
    return new S3Error(
            404,
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may"
                + " have been aborted or completed.")
        .with("UploadId", uploadId);
  }

  public static S3Error methodNotAllowed(String method, String resourceType) {
    return new S3Error(
            405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
        .with("Method", method)
        .with("ResourceType", resourceType);
  }

  public static S3Error invalidRequest(String message) {
    return new S3Error(400, "InvalidRequest", message);
  }

  public static S3Error invalidArgument(String message, String name, String value) {
    return new S3Error(400, "InvalidArgument", message)
        .with("ArgumentName", name)
        .with("ArgumentValue", value);
  }

  /** Returns the error of an argument whose value S3 does not repeat. */
  public static S3Error invalidArgument(String message, String name) {
    return new S3Error(400, "InvalidArgument", message).with("ArgumentName", name);
  }

  public static S3Error malformedXml() {
    return new S3Error(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }

  public static S3Error preconditionFailed(String condition) {
    return new S3Error(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold")
        .with("Condition", condition);
  }

  /** Returns the refusal of a header that is not implemented. */
  public static S3Error headerNotImplemented(String header) {
    return new S3Error(
            501,
            "NotImplemented",
            "A header you provided implies functionality that is not implemented")
        .with("Header", header);
  }

  public static S3Error notImplemented(String message) {
    return new S3Error(501, "NotImplemented", message);
  }

  public static S3Error invalidTag(String message) {
    return new S3Error(400, "InvalidTag", message);
  }
}
