package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.access.Access;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.request.Conditions;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Settings;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DeleteObject and DeleteObjects. */
public final class Deletes {
  private static final int MOST = 1000;
  private static final String BYPASS = "x-amz-bypass-governance-retention";
  private static final List<String> OF_DIRECTORY_BUCKETS =
      List.of("x-amz-if-match-last-modified-time", "x-amz-if-match-size");

  private final Buckets buckets;
  private final Events events;

  public Deletes(Buckets buckets, Events events) {
    this.buckets = buckets;
    this.events = events;
  }

  /** Outcome of a deletion: the version that it was for, or the marker that it left. */
  private record Deleted(@Nullable String versionId, boolean marker) {}

  public Reply delete(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    Bucket.checkKey(call.key());
    checkBypass(call, bucket);
    for (String header : OF_DIRECTORY_BUCKETS) {
      if (call.has(header)) {
        throw S3Errors.headerNotImplemented(header);
      }
    }
    Deleted deleted =
        delete(bucket, call, call.key(), call.query().get("versionId"), call.header("If-Match"));
    return Reply.of(204)
        .header("x-amz-version-id", deleted.versionId)
        .header("x-amz-delete-marker", deleted.marker ? "true" : null);
  }

  private static void checkBypass(S3Call call, Bucket bucket) {
    if (call.has(BYPASS) && bucket.settings().get(ObjectLock.class) == null) {
      throw S3Errors.invalidArgument(
          BYPASS + " is only applicable to Object Lock enabled buckets.", BYPASS);
    }
  }

  private Deleted delete(
      Bucket bucket, S3Call call, String key, @Nullable String given, @Nullable String etag) {
    String id = Lookup.versionId(given);
    Version removed;
    Deleted deleted;
    synchronized (bucket) {
      Version named = id == null ? bucket.current(key) : bucket.version(key, id);
      if (etag != null) {
        Conditions.checkMatch(
            etag, key, named == null || named.isMarker() ? null : named.object().etag());
      }
      if (id == null && bucket.settings().versioning() != Settings.Versioning.OFF) {
        removed = mark(bucket, call, key);
        deleted = new Deleted(removed.id(), true);
      } else {
        removed = named;
        if (named != null) {
          checkProtection(call, named);
          bucket.remove(named);
        }
        deleted = new Deleted(id, id != null && named != null && named.isMarker());
      }
    }
    if (removed != null) {
      boolean created = deleted.marker && id == null;
      events.publish(
          bucket,
          call,
          created ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectRemoved:Delete",
          removed);
    }
    return deleted;
  }

  /** Adds a delete marker, which replaces a null version where versioning is suspended. */
  private static Version mark(Bucket bucket, S3Call call, String key) {
    Version marker =
        new Version(key, Lookup.newId(bucket), call.now().truncatedTo(ChronoUnit.SECONDS), null);
    bucket.add(marker);
    return marker;
  }

  private static void checkProtection(S3Call call, Version version) {
    boolean bypass = "true".equalsIgnoreCase(call.header(BYPASS));
    if (!version.isMarker()
        && version.object().attributes().protection().holds(call.now(), bypass)) {
      throw S3Errors.accessDenied("Access Denied because object protected by object lock.");
    }
  }

  public Reply deleteAll(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    if (!call.body().isProtected()) {
      throw S3Errors.invalidRequest("Missing required header for this request: Content-MD5");
    }
    checkBypass(call, bucket);
    XmlElement delete = call.xml("Delete").only("Object", "Quiet");
    List<XmlElement> objects = delete.all("Object");
    if (objects.isEmpty() || objects.size() > MOST) {
      throw S3Errors.malformedXml();
    }
    objects.forEach(object -> object.required("Key"));
    boolean quiet = "true".equals(delete.optional("Quiet"));
    XmlDocument xml = XmlDocument.of("DeleteResult");
    for (XmlElement object : objects) {
      String key = object.required("Key");
      String versionId = object.optional("VersionId");
      try {
        write(xml, key, versionId, delete(bucket, call, object, key, versionId), quiet);
      } catch (S3Error e) {
        xml.open("Error")
            .element("Key", key)
            .optional("VersionId", versionId)
            .element("Code", e.code())
            .element("Message", e.text())
            .close();
      }
    }
    return Reply.xml(xml);
  }

  private Deleted delete(
      Bucket bucket, S3Call call, XmlElement object, String key, @Nullable String versionId) {
    object.only("Key", "VersionId", "ETag", "LastModifiedTime", "Size");
    if (object.child("LastModifiedTime").isPresent() || object.child("Size").isPresent()) {
      throw S3Errors.notImplemented("Conditions on time and size are those of directory buckets");
    }
    if (key.isEmpty()) {
      throw new S3Error(400, "UserKeyMustBeSpecified", "The bucket POST must contain a key");
    }
    Bucket.checkKey(key);
    Access.check(
        call, bucket, versionId == null ? "s3:DeleteObject" : "s3:DeleteObjectVersion", key);
    return delete(bucket, call, key, known(key, versionId), object.optional("ETag"));
  }

  /** Returns the version id of an entry; S3 knows no version of an invalid one. */
  private static @Nullable String known(String key, @Nullable String versionId) {
    if (versionId == null || versionId.isEmpty()) {
      return null;
    }
    if (!Version.isId(versionId)) {
      throw S3Errors.noSuchVersion(key, versionId);
    }
    return versionId;
  }

  private static void write(
      XmlDocument xml, String key, @Nullable String versionId, Deleted deleted, boolean quiet) {
    if (quiet) {
      return;
    }
    xml.open("Deleted").element("Key", key).optional("VersionId", versionId);
    if (deleted.marker) {
      xml.element("DeleteMarker", true).optional("DeleteMarkerVersionId", deleted.versionId);
    }
    xml.close();
  }
}
