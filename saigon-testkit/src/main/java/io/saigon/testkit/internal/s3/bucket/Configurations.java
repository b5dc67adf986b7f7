package io.saigon.testkit.internal.s3.bucket;

import io.saigon.testkit.internal.s3.access.Acls;
import io.saigon.testkit.internal.s3.access.BucketAcl;
import io.saigon.testkit.internal.s3.access.BucketPolicy;
import io.saigon.testkit.internal.s3.access.Cors;
import io.saigon.testkit.internal.s3.access.Ownership;
import io.saigon.testkit.internal.s3.access.PublicAccessBlock;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Operation;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Grant;
import io.saigon.testkit.internal.s3.store.Settings;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Configurations of access to a bucket: policy, ACL, ownership, public access, CORS. */
public final class Configurations {
  private final Buckets buckets;
  private final Documents documents;

  public Configurations(Buckets buckets) {
    this.buckets = buckets;
    documents = new Documents(buckets);
  }

  /** Adds the operations by their names. */
  public void register(Map<String, Operation> operations) {
    operations.put("GetBucketPolicy", this::getPolicy);
    operations.put("PutBucketPolicy", this::putPolicy);
    operations.put("DeleteBucketPolicy", call -> documents.delete(call, BucketPolicy.class));
    operations.put("GetBucketPolicyStatus", this::policyStatus);
    operations.put("GetBucketAcl", this::getAcl);
    operations.put("PutBucketAcl", this::putAcl);
    operations.put("GetBucketOwnershipControls", this::getOwnership);
    operations.put("PutBucketOwnershipControls", this::putOwnership);
    operations.put(
        "DeleteBucketOwnershipControls", call -> documents.delete(call, Ownership.class));
    operations.put("GetPublicAccessBlock", this::getBlock);
    operations.put("PutPublicAccessBlock", this::putBlock);
    operations.put(
        "DeletePublicAccessBlock", call -> documents.delete(call, PublicAccessBlock.class));
    operations.put(
        "GetBucketCors",
        call ->
            documents.get(
                call,
                Cors.class,
                Cors::document,
                "NoSuchCORSConfiguration",
                "The CORS configuration does not exist"));
    operations.put("PutBucketCors", this::putCors);
    operations.put("DeleteBucketCors", call -> documents.delete(call, Cors.class));
  }

  private BucketPolicy policy(S3Call call) {
    return documents.required(
        call, BucketPolicy.class, "NoSuchBucketPolicy", "The bucket policy does not exist");
  }

  private Reply getPolicy(S3Call call) {
    return Reply.of(200)
        .body("application/json", policy(call).text().getBytes(StandardCharsets.UTF_8));
  }

  private Reply putPolicy(S3Call call) throws IOException {
    Settings settings = documents.settings(call);
    BucketPolicy policy =
        BucketPolicy.read(new String(call.small(), StandardCharsets.UTF_8), call.bucket());
    if (policy.isPublic() && PublicAccessBlock.of(settings).blockPublicPolicy()) {
      throw S3Errors.accessDenied(
          "User is not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::"
              + call.bucket()
              + "\" because public policies are prevented by the BlockPublicPolicy setting in S3"
              + " Block Public Access.");
    }
    settings.set(policy);
    return Reply.of(204);
  }

  private Reply policyStatus(S3Call call) {
    return Reply.xml(XmlDocument.of("PolicyStatus").element("IsPublic", policy(call).isPublic()));
  }

  private Reply getAcl(S3Call call) {
    BucketAcl acl = documents.settings(call).get(BucketAcl.class);
    return Reply.xml(Acls.document(acl == null ? List.of(Grant.owner()) : acl.grants()));
  }

  private Reply putAcl(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    List<Grant> grants = Acls.of(call.headers());
    if (grants != null && call.hasBody()) {
      throw new S3Error(400, "UnexpectedContent", "This request does not support content");
    }
    List<Grant> given = grants == null ? Acls.read(call) : grants;
    Acls.check(bucket, call.header("x-amz-acl"), given);
    bucket.settings().set(new BucketAcl(given));
    return Reply.of(200);
  }

  private Reply getOwnership(S3Call call) {
    Ownership ownership =
        documents.required(
            call,
            Ownership.class,
            "OwnershipControlsNotFoundError",
            "The bucket ownership controls were not found");
    return Reply.xml(
        XmlDocument.of("OwnershipControls")
            .open("Rule")
            .element("ObjectOwnership", ownership.rule())
            .close());
  }

  private Reply putOwnership(S3Call call) throws IOException {
    Settings settings = documents.settings(call);
    List<XmlElement> rules = call.xml("OwnershipControls").only("Rule").children();
    if (rules.size() != 1) {
      throw S3Errors.malformedXml();
    }
    Ownership ownership = Ownership.of(rules.get(0).required("ObjectOwnership"));
    BucketAcl acl = settings.get(BucketAcl.class);
    if (ownership.equals(Ownership.OWNER)
        && acl != null
        && !acl.grants().equals(List.of(Grant.owner()))) {
      throw new S3Error(
          400,
          "InvalidBucketAclWithObjectOwnership",
          "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
    }
    settings.set(ownership);
    return Reply.of(200);
  }

  private Reply getBlock(S3Call call) {
    PublicAccessBlock block =
        documents.required(
            call,
            PublicAccessBlock.class,
            "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found");
    return Reply.xml(
        XmlDocument.of("PublicAccessBlockConfiguration")
            .element("BlockPublicAcls", block.blockPublicAcls())
            .element("IgnorePublicAcls", block.ignorePublicAcls())
            .element("BlockPublicPolicy", block.blockPublicPolicy())
            .element("RestrictPublicBuckets", block.restrictPublicBuckets()));
  }

  private Reply putBlock(S3Call call) throws IOException {
    XmlElement document =
        call.xml("PublicAccessBlockConfiguration")
            .only(
                "BlockPublicAcls",
                "IgnorePublicAcls",
                "BlockPublicPolicy",
                "RestrictPublicBuckets");
    documents
        .settings(call)
        .set(
            new PublicAccessBlock(
                flag(document, "BlockPublicAcls"),
                flag(document, "IgnorePublicAcls"),
                flag(document, "BlockPublicPolicy"),
                flag(document, "RestrictPublicBuckets")));
    return Reply.of(200);
  }

  private static boolean flag(XmlElement document, String name) {
    String text = document.optional(name);
    if (text != null && !text.strip().matches("(?i)true|false")) {
      throw S3Errors.malformedXml();
    }
    return text != null && text.strip().equalsIgnoreCase("true");
  }

  private Reply putCors(S3Call call) throws IOException {
    documents.settings(call).set(Cors.read(call.xml("CORSConfiguration")));
    return Reply.of(200);
  }
}
