package io.saigon.testkit.internal.s3;

import io.vertx.core.http.HttpServerRequest;

/** The name of what a request asks for, as far as faults are asked for by it. */
final class S3Operation {
  private S3Operation() {}

  static String of(HttpServerRequest request) {
    String path = request.path();
    int slash = path.indexOf('/', 1);
    boolean object = slash > 0 && slash < path.length() - 1;
    boolean bucket = path.length() > 1;
    return switch (request.method().name()) {
      case "GET" -> object ? "GetObject" : bucket ? "ListObjectsV2" : "ListBuckets";
      case "HEAD" -> object ? "HeadObject" : "HeadBucket";
      case "PUT" -> put(request, object);
      case "POST" -> post(request);
      default -> delete(request, object);
    };
  }

  private static String put(HttpServerRequest request, boolean object) {
    if (!object) {
      return "CreateBucket";
    }
    boolean copy = request.headers().contains("x-amz-copy-source");
    return has(request, "partNumber")
        ? copy ? "UploadPartCopy" : "UploadPart"
        : copy ? "CopyObject" : "PutObject";
  }

  private static String post(HttpServerRequest request) {
    return has(request, "uploads")
        ? "CreateMultipartUpload"
        : has(request, "uploadId") ? "CompleteMultipartUpload" : "DeleteObjects";
  }

  private static String delete(HttpServerRequest request, boolean object) {
    return has(request, "uploadId")
        ? "AbortMultipartUpload"
        : object ? "DeleteObject" : "DeleteBucket";
  }

  private static boolean has(HttpServerRequest request, String parameter) {
    return request.params().contains(parameter);
  }
}
