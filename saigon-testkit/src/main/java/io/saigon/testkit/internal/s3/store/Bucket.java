package io.saigon.testkit.internal.s3.store;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A bucket. Its monitor guards all that it holds: whoever looks and then acts, such as for a
 * condition, holds it for both.
 */
public final class Bucket {
  /** The canonical user id of the account. */
  public static final String OWNER =
      "5a1904a1904a1904a1904a1904a1904a1904a1904a1904a1904a1904a1904a19";

  private static final int LONGEST_KEY = 1024;

  private final String name;
  private final String region;
  private final Instant created;
  private final Settings settings = new Settings();
  private final NavigableMap<String, List<Version>> objects = new TreeMap<>(KeyOrder.INSTANCE);
  private final Map<String, Upload> uploads = new HashMap<>();
  private boolean deleted;

  Bucket(String name, String region, Instant created) {
    this.name = name;
    this.region = region;
    this.created = created;
  }

  public String name() {
    return name;
  }

  public String region() {
    return region;
  }

  public Instant created() {
    return created;
  }

  public Settings settings() {
    return settings;
  }

  /** Fails if the bucket was deleted since it was found. */
  private void checkThere() {
    if (deleted) {
      throw S3Errors.noSuchBucket(name);
    }
  }

  /** Returns the current version, which may be a delete marker, or null. */
  public synchronized @Nullable Version current(String key) {
    List<Version> versions = objects.get(key);
    return versions == null ? null : versions.get(versions.size() - 1);
  }

  /** Returns a version by its id, or null. */
  public synchronized @Nullable Version version(String key, String id) {
    return objects.getOrDefault(key, List.of()).stream()
        .filter(version -> version.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  /** Adds a version, which is the current one then; takes its reference to the content. */
  public synchronized void add(Version version) {
    checkThere();
    overtake(version.key());
    List<Version> versions = objects.computeIfAbsent(version.key(), key -> new ArrayList<>(1));
    if (version.id().equals(Version.NULL)) {
      versions.removeIf(
          each -> {
            boolean replaced = each.id().equals(Version.NULL);
            if (replaced) {
              each.release();
            }
            return replaced;
          });
    }
    versions.add(version);
  }

  /** Replaces what a client gave with a version, which stays at its place. */
  public synchronized void change(Version version, Attributes changed) {
    List<Version> versions = objects.get(version.key());
    if (versions != null) {
      versions.replaceAll(
          each -> each.id().equals(version.id()) && !each.isMarker() ? each.with(changed) : each);
    }
  }

  /** Removes a version for good. */
  public synchronized void remove(Version version) {
    List<Version> versions = objects.get(version.key());
    if (versions != null && versions.removeIf(each -> each.id().equals(version.id()))) {
      overtake(version.key());
      version.release();
      if (versions.isEmpty()) {
        objects.remove(version.key());
      }
    }
  }

  private void overtake(String key) {
    for (Upload upload : uploads.values()) {
      if (upload.key().equals(key)) {
        upload.overtake();
      }
    }
  }

  /** Returns the versions of each key from one on, the oldest first; for use under the lock. */
  public NavigableMap<String, List<Version>> from(String key, boolean inclusive) {
    return objects.tailMap(key, inclusive);
  }

  /** Starts an upload. */
  public synchronized void start(Upload upload) {
    checkThere();
    uploads.put(upload.id(), upload);
  }

  /** Returns an upload of a key, or fails with {@code NoSuchUpload}. */
  public synchronized Upload upload(String key, String id) {
    Upload upload = uploads.get(id);
    if (upload == null || !upload.key().equals(key)) {
      throw S3Errors.noSuchUpload(id);
    }
    return upload;
  }

  /** Returns the uploads under way; for use under the lock. */
  public Collection<Upload> uploads() {
    return uploads.values();
  }

  /** Ends an upload; its parts are released. */
  public synchronized void end(Upload upload) {
    if (uploads.remove(upload.id()) != null) {
      upload.release();
    }
  }

  /** Fails with {@code KeyTooLongError} if a key is longer than 1,024 bytes. */
  public static void checkKey(String key) {
    int length = key.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_KEY) {
      throw new S3Error(400, "KeyTooLongError", "Your key is too long")
          .with("Size", String.valueOf(length))
          .with("MaxSizeAllowed", String.valueOf(LONGEST_KEY));
    }
  }

  /** Marks an empty bucket as deleted, or fails with {@code BucketNotEmpty}. */
  synchronized void delete() {
    checkThere();
    if (!objects.isEmpty()) {
      throw new S3Error(
              409,
              "BucketNotEmpty",
              settings.versioning() == Settings.Versioning.OFF
                  ? "The bucket you tried to delete is not empty"
                  : "The bucket you tried to delete is not empty. You must delete all versions in"
                      + " the bucket.")
          .with("BucketName", name);
    }
    deleted = true;
    uploads.values().forEach(Upload::release);
    uploads.clear();
  }
}
