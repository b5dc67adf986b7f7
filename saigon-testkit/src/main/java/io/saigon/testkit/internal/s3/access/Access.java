package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Grant;
import io.saigon.testkit.internal.s3.store.Version;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what. Keys of the local AWS may do all that no bucket policy denies; requests
 * without a signature need a policy or an access control list that allows them.
 */
public final class Access {
  /** The actions of operations that have another name than the operation. */
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("HeadObject", "GetObject"),
          Map.entry("GetObjectAttributes", "GetObject"),
          Map.entry("CopyObject", "PutObject"),
          Map.entry("PostObject", "PutObject"),
          Map.entry("CreateMultipartUpload", "PutObject"),
          Map.entry("UploadPart", "PutObject"),
          Map.entry("UploadPartCopy", "PutObject"),
          Map.entry("CompleteMultipartUpload", "PutObject"),
          Map.entry("ListParts", "ListMultipartUploadParts"),
          Map.entry("HeadBucket", "ListBucket"),
          Map.entry("ListObjects", "ListBucket"),
          Map.entry("ListObjectsV2", "ListBucket"),
          Map.entry("ListObjectVersions", "ListBucketVersions"),
          Map.entry("ListMultipartUploads", "ListBucketMultipartUploads"),
          Map.entry("DeleteBucketCors", "PutBucketCORS"),
          Map.entry("GetBucketCors", "GetBucketCORS"),
          Map.entry("PutBucketCors", "PutBucketCORS"),
          Map.entry("GetBucketEncryption", "GetEncryptionConfiguration"),
          Map.entry("PutBucketEncryption", "PutEncryptionConfiguration"),
          Map.entry("DeleteBucketEncryption", "PutEncryptionConfiguration"),
          Map.entry("GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"),
          Map.entry("PutBucketLifecycleConfiguration", "PutLifecycleConfiguration"),
          Map.entry("DeleteBucketLifecycle", "PutLifecycleConfiguration"),
          Map.entry("GetBucketNotificationConfiguration", "GetBucketNotification"),
          Map.entry("PutBucketNotificationConfiguration", "PutBucketNotification"),
          Map.entry("GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"),
          Map.entry("PutObjectLockConfiguration", "PutBucketObjectLockConfiguration"),
          Map.entry("GetPublicAccessBlock", "GetBucketPublicAccessBlock"),
          Map.entry("PutPublicAccessBlock", "PutBucketPublicAccessBlock"),
          Map.entry("DeletePublicAccessBlock", "PutBucketPublicAccessBlock"),
          Map.entry("DeleteBucketOwnershipControls", "PutBucketOwnershipControls"),
          Map.entry("DeleteBucketTagging", "PutBucketTagging"),
          Map.entry("GetBucketAccelerateConfiguration", "GetAccelerateConfiguration"),
          Map.entry("GetBucketReplication", "GetReplicationConfiguration"),
          Map.entry("DeleteBucketReplication", "PutReplicationConfiguration"));

  /** Operations that are checked key by key, or that have no bucket yet. */
  private static final Set<String> ELSEWHERE =
      Set.of("ListBuckets", "CreateBucket", "DeleteObjects", "Preflight", "PostObject");

  private static final Set<String> VERSIONED =
      Set.of(
          "GetObject",
          "DeleteObject",
          "GetObjectTagging",
          "PutObjectTagging",
          "DeleteObjectTagging",
          "GetObjectAcl",
          "PutObjectAcl");

  private final Buckets buckets;

  public Access(Buckets buckets) {
    this.buckets = buckets;
  }

  /** Fails with {@code AccessDenied} if the caller may not do what a request is for. */
  public void check(S3Call call) {
    if (ELSEWHERE.contains(call.operation())) {
      if (call.caller().isAnonymous() && !call.operation().equals("DeleteObjects")) {
        throw S3Errors.accessDenied();
      }
      return;
    }
    Bucket bucket = buckets.get(call.bucket());
    String action = ACTIONS.getOrDefault(call.operation(), call.operation());
    String full =
        call.query().has("versionId") && VERSIONED.contains(action)
            ? action.replaceFirst("Object", "ObjectVersion")
            : action;
    check(call, bucket, "s3:" + full, call.key());
  }

  /** Fails with {@code AccessDenied} if the caller may not do that with a key. */
  public static void check(S3Call call, Bucket bucket, String action, String key) {
    String resource = "arn:aws:s3:::" + bucket.name() + (key.isEmpty() ? "" : "/" + key);
    BucketPolicy policy = bucket.settings().get(BucketPolicy.class);
    BucketPolicy.Decision decision =
        policy == null ? BucketPolicy.Decision.NONE : policy.decide(call, action, resource);
    Principal principal = call.caller().principal();
    if (decision == BucketPolicy.Decision.DENY && !isOwnersWayOut(principal, action)) {
      throw denied(principal, action, resource);
    }
    if (principal != null) {
      return;
    }
    PublicAccessBlock block = PublicAccessBlock.of(bucket.settings());
    boolean byPolicy =
        decision == BucketPolicy.Decision.ALLOW
            && !(block.restrictPublicBuckets() && policy != null && policy.isPublic());
    boolean byAcl =
        Ownership.allowsAcls(bucket.settings())
            && !block.ignorePublicAcls()
            && isGranted(call, bucket, action, key);
    if (!byPolicy && !byAcl) {
      throw S3Errors.accessDenied();
    }
  }

  /** The owner of a bucket can always undo a policy that denies everything. */
  private static boolean isOwnersWayOut(@Nullable Principal principal, String action) {
    return principal != null
        && principal.arn().endsWith(":user/local")
        && List.of("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy")
            .contains(action);
  }

  private static S3Error denied(@Nullable Principal principal, String action, String resource) {
    return principal == null
        ? S3Errors.accessDenied()
        : S3Errors.accessDenied(
            "User: %s is not authorized to perform: %s on resource: \"%s\" with an explicit deny in a resource-based policy"
                .formatted(principal.arn(), action, resource));
  }

  private static boolean isGranted(S3Call call, Bucket bucket, String action, String key) {
    return switch (action) {
      case "s3:GetObject" -> isPublic(grants(bucket.current(key)), "READ");
      case "s3:GetObjectVersion" ->
          isPublic(grants(bucket.version(key, call.query().get("versionId", ""))), "READ");
      case "s3:GetObjectAcl" -> isPublic(grants(bucket.current(key)), "READ_ACP");
      case "s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads" ->
          isPublic(grants(bucket), "READ");
      case "s3:PutObject", "s3:DeleteObject" -> isPublic(grants(bucket), "WRITE");
      case "s3:GetBucketAcl" -> isPublic(grants(bucket), "READ_ACP");
      default -> false;
    };
  }

  private static List<Grant> grants(@Nullable Version version) {
    return version == null || version.isMarker()
        ? List.of()
        : version.object().attributes().grants();
  }

  private static List<Grant> grants(Bucket bucket) {
    BucketAcl acl = bucket.settings().get(BucketAcl.class);
    return acl == null ? List.of() : acl.grants();
  }

  private static boolean isPublic(List<Grant> grants, String permission) {
    return grants.stream()
        .anyMatch(
            grant ->
                grant.group()
                    && grant.grantee().equals(Grant.ALL_USERS)
                    && List.of(permission, "FULL_CONTROL").contains(grant.permission()));
  }
}
