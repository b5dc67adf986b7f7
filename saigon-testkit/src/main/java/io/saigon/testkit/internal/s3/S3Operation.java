package io.saigon.testkit.internal.s3;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** The operation of a request, by which faults are selected, and its bucket. */
public final class S3Operation {
  /** All names that a request can have. */
  public static final Set<String> NAMES =
      Set.of(
          "AbortMultipartUpload",
          "CompleteMultipartUpload",
          "CopyObject",
          "CreateBucket",
          "CreateMultipartUpload",
          "DeleteBucket",
          "DeleteObject",
          "DeleteObjects",
          "GetObject",
          "HeadBucket",
          "HeadObject",
          "ListBuckets",
          "ListObjectsV2",
          "PutObject",
          "UploadPart",
          "UploadPartCopy");

  private S3Operation() {}

  /** Returns the bucket's name in a path-style address, decoded; empty if there is none. */
  static String bucket(HttpServerRequest request) {
    String path = request.path();
    int slash = path.indexOf('/', 1);
    return SdkHttpUtils.urlDecode(path.substring(1, slash < 0 ? path.length() : slash));
  }

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
