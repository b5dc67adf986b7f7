package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Settings;
import io.saigon.testkit.internal.s3.store.Version;
import org.jspecify.annotations.Nullable;

/** Finds the version that a request names. */
public final class Lookup {
  private Lookup() {}

  /** Returns the version that a request names, or the current one; fails if it is no object. */
  static Version object(Bucket bucket, S3Call call) {
    Bucket.checkKey(call.key());
    String id = versionId(call.query().get("versionId"));
    return id == null ? current(bucket, call.key()) : version(bucket, call, id);
  }

  /** Returns what {@link #object} does, but refuses a current delete marker as a named one. */
  static Version changeable(Bucket bucket, S3Call call) {
    Version current = call.query().has("versionId") ? null : bucket.current(call.key());
    if (current != null && current.isMarker()) {
      throw marker(call, current);
    }
    return object(bucket, call);
  }

  private static S3Error marker(S3Call call, Version marker) {
    return S3Errors.methodNotAllowed(call.method(), "DeleteMarker")
        .withHeader("x-amz-delete-marker", "true")
        .withHeader("x-amz-version-id", marker.id())
        .withHeader("Allow", "DELETE")
        .withHeader("Last-Modified", Times.http(marker.modified()));
  }

  /** Returns the current object, or fails with {@code NoSuchKey}. */
  static Version current(Bucket bucket, String key) {
    Version version = bucket.current(key);
    if (version == null) {
      throw S3Errors.noSuchKey(key);
    }
    if (version.isMarker()) {
      throw S3Errors.noSuchKey(key)
          .withHeader("x-amz-delete-marker", "true")
          .withHeader("x-amz-version-id", version.id());
    }
    return version;
  }

  private static Version version(Bucket bucket, S3Call call, String id) {
    Version version = bucket.version(call.key(), id);
    if (version == null) {
      throw S3Errors.noSuchVersion(call.key(), id);
    }
    if (version.isMarker()) {
      throw marker(call, version);
    }
    return version;
  }

  /** Checks a version id, which may be null. */
  public static @Nullable String versionId(@Nullable String given) {
    if (given == null || Version.isId(given)) {
      return given;
    }
    throw S3Errors.invalidArgument(
        given.isEmpty() ? "Version id cannot be the empty string" : "Invalid version id specified",
        "versionId",
        given);
  }

  /** Returns the id of a new version of a bucket. */
  public static String newId(Bucket bucket) {
    return bucket.settings().versioning() == Settings.Versioning.ENABLED
        ? Version.newId()
        : Version.NULL;
  }

  /** Returns the id that answers have, or null in a bucket that never had versions. */
  public static @Nullable String shownId(Bucket bucket, Version version) {
    return bucket.settings().versioning() == Settings.Versioning.OFF ? null : version.id();
  }

  /**
   * Returns the id of a version, or null for a null version, which answers to writes do not show.
   */
  public static @Nullable String ownId(Version version) {
    return version.id().equals(Version.NULL) ? null : version.id();
  }

  /** Returns the entity tag of the current object, or null if there is none. */
  public static @Nullable String currentEtag(Bucket bucket, String key) {
    Version current = bucket.current(key);
    return current == null || current.isMarker() ? null : current.object().etag();
  }
}
