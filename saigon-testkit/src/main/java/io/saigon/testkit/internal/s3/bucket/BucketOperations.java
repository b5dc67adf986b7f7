package io.saigon.testkit.internal.s3.bucket;

import io.saigon.testkit.internal.s3.access.Acls;
import io.saigon.testkit.internal.s3.access.BucketAcl;
import io.saigon.testkit.internal.s3.access.Ownership;
import io.saigon.testkit.internal.s3.access.PublicAccessBlock;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.object.ObjectLock;
import io.saigon.testkit.internal.s3.object.Tags;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Grant;
import io.saigon.testkit.internal.s3.store.Settings;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creation and deletion of buckets, and the questions that every client asks of one. */
public final class BucketOperations {
  private static final String FIRST_REGION = "us-east-1";

  private final Buckets buckets;

  public BucketOperations(Buckets buckets) {
    this.buckets = buckets;
  }

  /** Creates a bucket as a test does, with the settings of a new one. */
  public static void create(Buckets buckets, String name, Instant now) {
    Settings settings = buckets.create(name, now).settings();
    settings.set(PublicAccessBlock.ALL);
    settings.set(Ownership.OWNER);
  }

  public Reply create(S3Call call) throws IOException {
    String name = call.bucket();
    if (!BucketNames.isValid(name)) {
      throw S3Errors.invalidBucketName(name);
    }
    refuseNamespace(call);
    XmlElement configuration =
        call.hasBody()
            ? call.xml("CreateBucketConfiguration").only("LocationConstraint", "Tags")
            : null;
    checkLocation(configuration == null ? null : configuration.optional("LocationConstraint"));
    if (configuration != null
        && (configuration.child("Location").isPresent()
            || configuration.child("Bucket").isPresent())) {
      throw S3Errors.notImplemented("Directory buckets are not implemented");
    }
    Map<String, String> tags = tags(configuration);
    String rule = call.header("x-amz-object-ownership");
    Ownership ownership = rule == null ? null : ownership(rule);
    boolean locked = "true".equalsIgnoreCase(call.header("x-amz-bucket-object-lock-enabled"));
    List<Grant> grants = Acls.of(call.headers());
    boolean known = buckets.find(name) != null;
    if (!known && grants != null) {
      checkGrants(ownership, grants);
    }
    if (known && !tags.isEmpty()) {
      throw Buckets.alreadyOwned(name);
    }
    Bucket bucket = buckets.create(name, call.now());
    if (!known) {
      Settings settings = bucket.settings();
      settings.set(PublicAccessBlock.ALL);
      settings.tags(tags);
      settings.set(ownership == null ? Ownership.OWNER : ownership);
      if (grants != null) {
        settings.set(new BucketAcl(grants));
      }
      if (locked) {
        settings.versioning(Settings.Versioning.ENABLED);
        settings.set(new ObjectLock(null, 0, 0));
      }
    }
    return Reply.of(200)
        .header("Location", "/" + name)
        .header("x-amz-bucket-arn", "arn:aws:s3:::" + name);
  }

  private static void refuseNamespace(S3Call call) {
    String namespace = call.header("x-amz-bucket-namespace");
    if (namespace != null && !namespace.equals("global")) {
      throw S3Errors.headerNotImplemented("x-amz-bucket-namespace");
    }
  }

  private static Ownership ownership(String rule) {
    try {
      return Ownership.of(rule);
    } catch (S3Error e) {
      throw S3Errors.invalidArgument(
          "Invalid x-amz-object-ownership header: " + rule, "x-amz-object-ownership");
    }
  }

  private static Map<String, String> tags(@Nullable XmlElement configuration) {
    XmlElement tags = configuration == null ? null : configuration.child("Tags").orElse(null);
    return tags == null
        ? Map.of()
        : Tags.ofBucket(new XmlElement("Tagging", "", "", List.of(tagSet(tags))));
  }

  private static XmlElement tagSet(XmlElement tags) {
    return new XmlElement("TagSet", "", "", tags.children());
  }

  private static void checkGrants(@Nullable Ownership ownership, List<Grant> grants) {
    boolean enforced = ownership == null || ownership.equals(Ownership.OWNER);
    if (enforced && !grants.equals(List.of(Grant.owner()))) {
      throw new S3Error(
          400,
          "InvalidBucketAclWithObjectOwnership",
          "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
    }
    if (grants.stream().anyMatch(Grant::isPublic)) {
      throw new S3Error(
          400,
          "InvalidBucketAclWithBlockPublicAccessError",
          "Bucket cannot have public ACLs set with BlockPublicAccess enabled");
    }
  }

  private void checkLocation(@Nullable String given) {
    String location = given == null ? "" : given.equals("EU") ? "eu-west-1" : given;
    String region = buckets.region();
    if (location.equals(region) && !region.equals(FIRST_REGION)) {
      return;
    }
    if (location.isEmpty() && region.equals(FIRST_REGION)) {
      return;
    }
    if (region.equals(FIRST_REGION)) {
      throw new S3Error(
              400, "InvalidLocationConstraint", "The specified location-constraint is not valid")
          .with("LocationConstraint", location);
    }
    throw new S3Error(
        400,
        "IllegalLocationConstraintException",
        "The "
            + (given == null || given.isEmpty() ? "unspecified" : given)
            + " location constraint is incompatible for the region specific endpoint this request"
            + " was sent to.");
  }

  public Reply head(S3Call call) {
    buckets.get(call.bucket());
    return Reply.of(200)
        .header("x-amz-bucket-region", buckets.region())
        .header("x-amz-bucket-arn", "arn:aws:s3:::" + call.bucket())
        .header("x-amz-access-point-alias", "false")
        .header("Content-Type", "application/xml");
  }

  public Reply delete(S3Call call) {
    buckets.delete(call.bucket());
    return Reply.of(204);
  }

  public Reply location(S3Call call) {
    buckets.get(call.bucket());
    XmlDocument xml = XmlDocument.of("LocationConstraint");
    if (!buckets.region().equals(FIRST_REGION)) {
      xml.text(buckets.region());
    }
    return Reply.xml(xml);
  }

  public Reply getVersioning(S3Call call) {
    Settings.Versioning versioning = buckets.get(call.bucket()).settings().versioning();
    XmlDocument xml = XmlDocument.of("VersioningConfiguration");
    if (versioning != Settings.Versioning.OFF) {
      xml.element("Status", versioning == Settings.Versioning.ENABLED ? "Enabled" : "Suspended");
    }
    return Reply.xml(xml);
  }

  public Reply putVersioning(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    XmlElement document = call.xml("VersioningConfiguration").only("Status", "MfaDelete");
    if ("Enabled".equals(document.optional("MfaDelete"))) {
      throw S3Errors.notImplemented("MFA Delete is not implemented");
    }
    String status = document.optional("Status");
    if (status == null) {
      throw new S3Error(
          400,
          "IllegalVersioningConfigurationException",
          "The Versioning element must be specified");
    }
    if (!status.matches("Enabled|Suspended")) {
      throw S3Errors.malformedXml();
    }
    if (status.equals("Suspended") && bucket.settings().get(ObjectLock.class) != null) {
      throw new S3Error(
          409,
          "InvalidBucketState",
          "An Object Lock configuration is present on this bucket, so the versioning state cannot"
              + " be changed.");
    }
    bucket
        .settings()
        .versioning(
            status.equals("Enabled") ? Settings.Versioning.ENABLED : Settings.Versioning.SUSPENDED);
    return Reply.of(200);
  }

  public Reply getTags(S3Call call) {
    Map<String, String> tags = buckets.get(call.bucket()).settings().tags();
    if (tags.isEmpty()) {
      throw new S3Error(404, "NoSuchTagSet", "The TagSet does not exist")
          .with("BucketName", call.bucket());
    }
    return Reply.xml(Tags.document(tags));
  }

  public Reply putTags(S3Call call) throws IOException {
    buckets.get(call.bucket()).settings().tags(Tags.ofBucket(call.xml("Tagging")));
    return Reply.of(204);
  }

  public Reply deleteTags(S3Call call) {
    buckets.get(call.bucket()).settings().tags(Map.of());
    return Reply.of(204);
  }
}
