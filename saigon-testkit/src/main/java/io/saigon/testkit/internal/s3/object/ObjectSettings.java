package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.access.Acls;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Grant;
import io.saigon.testkit.internal.s3.store.Protection;
import io.saigon.testkit.internal.s3.store.Retention;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags, access control lists, retentions and legal holds of objects. */
public final class ObjectSettings {
  private final Buckets buckets;
  private final Events events;

  public ObjectSettings(Buckets buckets, Events events) {
    this.buckets = buckets;
    this.events = events;
  }

  public Reply getTags(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    Version version = Lookup.changeable(bucket, call);
    return Reply.xml(Tags.document(version.object().attributes().tags()))
        .header("x-amz-version-id", Lookup.shownId(bucket, version));
  }

  public Reply putTags(S3Call call) throws IOException {
    return tag(call, Tags.ofObject(call.xml("Tagging")), 200, "ObjectTagging:Put");
  }

  public Reply deleteTags(S3Call call) {
    return tag(call, Map.of(), 204, "ObjectTagging:Delete");
  }

  private Reply tag(S3Call call, Map<String, String> tags, int status, String event) {
    Bucket bucket = buckets.get(call.bucket());
    Version version;
    synchronized (bucket) {
      version = Lookup.changeable(bucket, call);
      bucket.change(version, version.object().attributes().withTags(tags));
    }
    events.publish(bucket, call, event, version);
    return Reply.of(status).header("x-amz-version-id", Lookup.shownId(bucket, version));
  }

  public Reply getAcl(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    Version version = Lookup.object(bucket, call);
    return Reply.xml(Acls.document(version.object().attributes().grants()))
        .header("x-amz-version-id", Lookup.shownId(bucket, version));
  }

  public Reply putAcl(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    List<Grant> grants = Acls.of(call.headers());
    if (grants != null && call.hasBody()) {
      throw new S3Error(400, "UnexpectedContent", "This request does not support content");
    }
    List<Grant> given = grants == null ? Acls.read(call) : grants;
    Acls.check(bucket, call.header("x-amz-acl"), given);
    Version version;
    synchronized (bucket) {
      version = Lookup.changeable(bucket, call);
      bucket.change(version, version.object().attributes().withGrants(given));
    }
    events.publish(bucket, call, "ObjectAcl:Put", version);
    return Reply.of(200).header("x-amz-version-id", Lookup.shownId(bucket, version));
  }

  public Reply getRetention(S3Call call) {
    Version version = Lookup.object(locked(call), call);
    Retention retention = version.object().attributes().protection().retention();
    if (retention == null) {
      throw noConfiguration();
    }
    return Reply.xml(
        XmlDocument.of("Retention")
            .element("Mode", retention.mode())
            .element("RetainUntilDate", Times.xml(retention.until())));
  }

  public Reply putRetention(S3Call call) throws IOException {
    Bucket bucket = locked(call);
    XmlElement document = call.xml("Retention").only("Mode", "RetainUntilDate");
    Retention changed = document.children().isEmpty() ? null : retention(document, call.now());
    boolean bypass = "true".equalsIgnoreCase(call.header("x-amz-bypass-governance-retention"));
    synchronized (bucket) {
      Version version = Lookup.object(bucket, call);
      Protection protection = version.object().attributes().protection();
      if (protection.isRetained(call.now(), bypass)
          && !extendsIt(protection.retention(), changed)) {
        throw S3Errors.accessDenied("Access Denied because object protected by object lock.");
      }
      bucket.change(
          version, version.object().attributes().withProtection(protection.withRetention(changed)));
    }
    return Reply.of(200);
  }

  /** Returns whether a change keeps a version at least as long and as strictly. */
  private static boolean extendsIt(@Nullable Retention before, @Nullable Retention changed) {
    return before != null
        && changed != null
        && !changed.until().isBefore(before.until())
        && changed.mode().compareTo(before.mode()) >= 0;
  }

  private static Retention retention(XmlElement document, Instant now) {
    Instant until = Times.parseIso(document.required("RetainUntilDate"));
    Retention.Mode mode = ObjectLock.mode(document.required("Mode"));
    if (until == null) {
      throw S3Errors.malformedXml();
    }
    if (!until.isAfter(now)) {
      throw S3Errors.invalidArgument(
          "The retain until date must be in the future!",
          "RetainUntilDate",
          document.required("RetainUntilDate"));
    }
    return new Retention(mode, until);
  }

  public Reply getLegalHold(S3Call call) {
    Version version = Lookup.object(locked(call), call);
    Boolean hold = version.object().attributes().protection().legalHold();
    if (hold == null) {
      throw noConfiguration();
    }
    return Reply.xml(XmlDocument.of("LegalHold").element("Status", hold ? "ON" : "OFF"));
  }

  public Reply putLegalHold(S3Call call) throws IOException {
    String status = call.xml("LegalHold").required("Status");
    if (!status.matches("ON|OFF")) {
      throw S3Errors.malformedXml();
    }
    Bucket bucket = locked(call);
    synchronized (bucket) {
      Version version = Lookup.object(bucket, call);
      Protection protection = version.object().attributes().protection();
      bucket.change(
          version,
          version
              .object()
              .attributes()
              .withProtection(protection.withLegalHold(status.equals("ON"))));
    }
    return Reply.of(200);
  }

  private Bucket locked(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    if (bucket.settings().get(ObjectLock.class) == null) {
      throw ObjectLock.missing();
    }
    return bucket;
  }

  private static S3Error noConfiguration() {
    return new S3Error(
        404,
        "NoSuchObjectLockConfiguration",
        "The specified object does not have a ObjectLock configuration");
  }
}
