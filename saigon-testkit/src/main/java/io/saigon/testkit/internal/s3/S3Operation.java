package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.s3.request.Parameters;
import io.saigon.testkit.internal.s3.request.Target;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operation of a request, by which faults are selected. */
public final class S3Operation {
  static final String NONE = "MethodNotAllowed";
  static final String PREFLIGHT = "Preflight";
  static final String POST_OBJECT = "PostObject";

  /** The parameters that choose an operation on a bucket, with what it is about. */
  private static final Map<String, String> OF_BUCKETS =
      Map.ofEntries(
          Map.entry("abac", "BucketAbac"),
          Map.entry("accelerate", "BucketAccelerateConfiguration"),
          Map.entry("acl", "BucketAcl"),
          Map.entry("analytics", "BucketAnalyticsConfiguration"),
          Map.entry("cors", "BucketCors"),
          Map.entry("encryption", "BucketEncryption"),
          Map.entry("intelligent-tiering", "BucketIntelligentTieringConfiguration"),
          Map.entry("inventory", "BucketInventoryConfiguration"),
          Map.entry("lifecycle", "BucketLifecycleConfiguration"),
          Map.entry("location", "BucketLocation"),
          Map.entry("logging", "BucketLogging"),
          Map.entry("metadataConfiguration", "BucketMetadataConfiguration"),
          Map.entry("metadataInventoryTable", "BucketMetadataInventoryTableConfiguration"),
          Map.entry("metadataJournalTable", "BucketMetadataJournalTableConfiguration"),
          Map.entry("metadataTable", "BucketMetadataTableConfiguration"),
          Map.entry("metrics", "BucketMetricsConfiguration"),
          Map.entry("notification", "BucketNotificationConfiguration"),
          Map.entry("object-lock", "ObjectLockConfiguration"),
          Map.entry("ownershipControls", "BucketOwnershipControls"),
          Map.entry("policy", "BucketPolicy"),
          Map.entry("policyStatus", "BucketPolicyStatus"),
          Map.entry("publicAccessBlock", "PublicAccessBlock"),
          Map.entry("replication", "BucketReplication"),
          Map.entry("requestPayment", "BucketRequestPayment"),
          Map.entry("session", "BucketSession"),
          Map.entry("tagging", "BucketTagging"),
          Map.entry("versioning", "BucketVersioning"),
          Map.entry("website", "BucketWebsite"));

  private static final Map<String, String> OF_OBJECTS =
      Map.ofEntries(
          Map.entry("acl", "ObjectAcl"),
          Map.entry("attributes", "ObjectAttributes"),
          Map.entry("encryption", "ObjectEncryption"),
          Map.entry("legal-hold", "ObjectLegalHold"),
          Map.entry("renameObject", "RenamedObject"),
          Map.entry("restore", "RestoredObject"),
          Map.entry("retention", "ObjectRetention"),
          Map.entry("select", "ObjectContentSelection"),
          Map.entry("tagging", "ObjectTagging"),
          Map.entry("torrent", "ObjectTorrent"));

  private static final List<String> OTHERS =
      List.of(
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
          "ListMultipartUploads",
          "ListObjectVersions",
          "ListObjects",
          "ListObjectsV2",
          "ListParts",
          POST_OBJECT,
          PREFLIGHT,
          "PutObject",
          "RestoreObject",
          "UploadPart",
          "UploadPartCopy");

  /** Operations whose name is another than a verb and what it is about. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("DeleteBucketLifecycleConfiguration", "DeleteBucketLifecycle"),
          Map.entry("GetBucketSession", "CreateSession"),
          Map.entry("PostBucketMetadataConfiguration", "CreateBucketMetadataConfiguration"),
          Map.entry(
              "PostBucketMetadataTableConfiguration", "CreateBucketMetadataTableConfiguration"),
          Map.entry("PostObjectContentSelection", "SelectObjectContent"),
          Map.entry("PostRestoredObject", "RestoreObject"),
          Map.entry("PutObjectEncryption", "UpdateObjectEncryption"),
          Map.entry("PutRenamedObject", "RenameObject"));

  /** Operations on configurations that are implemented. */
  private static final List<String> CONFIGURATIONS =
      List.of(
          "DeleteBucketCors",
          "DeleteBucketEncryption",
          "DeleteBucketLifecycle",
          "DeleteBucketOwnershipControls",
          "DeleteBucketPolicy",
          "DeleteBucketReplication",
          "DeleteBucketTagging",
          "DeleteBucketWebsite",
          "DeleteObjectTagging",
          "DeletePublicAccessBlock",
          "GetBucketAccelerateConfiguration",
          "GetBucketAcl",
          "GetBucketCors",
          "GetBucketEncryption",
          "GetBucketLifecycleConfiguration",
          "GetBucketLocation",
          "GetBucketLogging",
          "GetBucketNotificationConfiguration",
          "GetBucketOwnershipControls",
          "GetBucketPolicy",
          "GetBucketPolicyStatus",
          "GetBucketReplication",
          "GetBucketRequestPayment",
          "GetBucketTagging",
          "GetBucketVersioning",
          "GetBucketWebsite",
          "GetObjectAcl",
          "GetObjectAttributes",
          "GetObjectLegalHold",
          "GetObjectLockConfiguration",
          "GetObjectRetention",
          "GetObjectTagging",
          "GetPublicAccessBlock",
          "PutBucketAcl",
          "PutBucketCors",
          "PutBucketEncryption",
          "PutBucketLifecycleConfiguration",
          "PutBucketNotificationConfiguration",
          "PutBucketOwnershipControls",
          "PutBucketPolicy",
          "PutBucketTagging",
          "PutBucketVersioning",
          "PutObjectAcl",
          "PutObjectLegalHold",
          "PutObjectLockConfiguration",
          "PutObjectRetention",
          "PutObjectTagging",
          "PutPublicAccessBlock");

  private static final Map<String, String> VERBS =
      Map.of("GET", "Get", "HEAD", "Get", "PUT", "Put", "DELETE", "Delete", "POST", "Post");

  /** The names of all operations that are implemented. */
  public static final Set<String> NAMES = names();

  private S3Operation() {}

  private static Set<String> names() {
    Set<String> names = new HashSet<>(OTHERS);
    names.addAll(CONFIGURATIONS);
    return Set.copyOf(names);
  }

  static String of(HttpServerRequest request, Target target, Parameters query) {
    String method = request.method().name();
    if (method.equals("OPTIONS")) {
      return PREFLIGHT;
    }
    if (target.bucket().isEmpty()) {
      return method.equals("GET") ? "ListBuckets" : NONE;
    }
    boolean object = !target.key().isEmpty();
    String subject = subject(object ? OF_OBJECTS : OF_BUCKETS, query);
    String verb = VERBS.get(method);
    if (subject != null && verb != null) {
      return NAMED.getOrDefault(verb + subject, verb + subject);
    }
    return switch (method) {
      case "GET" -> object ? (query.has("uploadId") ? "ListParts" : "GetObject") : list(query);
      case "HEAD" -> object ? "HeadObject" : "HeadBucket";
      case "PUT" -> object ? put(request, query) : "CreateBucket";
      case "POST" -> post(object, query);
      case "DELETE" ->
          object ? query.has("uploadId") ? "AbortMultipartUpload" : "DeleteObject" : "DeleteBucket";
      default -> NONE;
    };
  }

  private static @Nullable String subject(Map<String, String> subjects, Parameters query) {
    return query.names().stream()
        .filter(subjects::containsKey)
        .findFirst()
        .map(subjects::get)
        .orElse(null);
  }

  private static String list(Parameters query) {
    if (query.has("versions")) {
      return "ListObjectVersions";
    }
    if (query.has("uploads")) {
      return "ListMultipartUploads";
    }
    return query.has("list-type") ? "ListObjectsV2" : "ListObjects";
  }

  private static String put(HttpServerRequest request, Parameters query) {
    boolean copy = request.headers().contains("x-amz-copy-source");
    return query.has("partNumber") || query.has("uploadId")
        ? copy ? "UploadPartCopy" : "UploadPart"
        : copy ? "CopyObject" : "PutObject";
  }

  private static String post(boolean object, Parameters query) {
    if (object) {
      return query.has("uploads")
          ? "CreateMultipartUpload"
          : query.has("uploadId") ? "CompleteMultipartUpload" : NONE;
    }
    return query.has("delete") ? "DeleteObjects" : POST_OBJECT;
  }
}
