package io.saigon.api.storage;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which object, in which bucket.
 *
 * @param bucket name or access-point ARN of the bucket
 * @param key key of the object, not URL-encoded
 * @param versionId version of the object, or null for the current one
 */
public record S3ObjectDescriptor(String bucket, String key, @Nullable String versionId) {
  private static final int MAX_KEY_BYTES = 1024;

  /** Checks bucket and key by S3's own rules. */
  public S3ObjectDescriptor {
    Objects.requireNonNull(bucket, "bucket");
    if (bucket.isBlank()) {
      throw new IllegalArgumentException("A bucket's name must not be blank");
    }
    checkKey(key);
    if (versionId != null && versionId.isBlank()) {
      throw new IllegalArgumentException("An object's version id must not be blank; use null");
    }
  }

  /** The current version of an object. */
  public static S3ObjectDescriptor of(String bucket, String key) {
    return new S3ObjectDescriptor(bucket, key, null);
  }

  /**
   * The object that an event is about; see {@link #allFromEvent(JsonObject)} for what is read.
   *
   * @param event an event with exactly one object
   * @throws IllegalArgumentException if it is not an S3 event, or one about none or several objects
   */
  public static S3ObjectDescriptor fromEvent(JsonObject event) {
    List<S3ObjectDescriptor> all = allFromEvent(event);
    if (all.size() != 1) {
      throw new IllegalArgumentException(
          "The event is about %d objects, not one; use allFromEvent".formatted(all.size()));
    }
    return all.get(0);
  }

  /**
   * The objects that an event is about, in its order; none for {@code s3:TestEvent}.
   *
   * <p>Read are a Lambda event, one of its records or the {@code s3} part of one; the same in
   * bodies of SQS messages and messages of SNS, one in the other too; and events from EventBridge.
   * Keys are URL-decoded where S3 encodes them (its notifications) and taken as they are where it
   * does not (EventBridge); see "Event message structure" and "EventBridge event message structure"
   * in the S3 user guide.
   *
   * @param event what a Lambda function or a queue's consumer got
   * @throws IllegalArgumentException if it is not an S3 event
   */
  public static List<S3ObjectDescriptor> allFromEvent(JsonObject event) {
    return S3Events.objects(Objects.requireNonNull(event, "event"));
  }

  /** The same object in a chosen version. */
  public S3ObjectDescriptor withVersionId(String versionId) {
    return new S3ObjectDescriptor(bucket, key, Objects.requireNonNull(versionId, "versionId"));
  }

  static void checkKey(String key) {
    Objects.requireNonNull(key, "key");
    if (key.isEmpty()) {
      throw new IllegalArgumentException("An object's key must not be empty");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      throw new IllegalArgumentException(
          "An object's key must be text that UTF-8 can encode: it has half a surrogate pair");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "An object's key has at most " + MAX_KEY_BYTES + " bytes in UTF-8");
    }
  }
}
