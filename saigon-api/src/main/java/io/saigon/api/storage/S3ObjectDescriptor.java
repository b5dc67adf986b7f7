package io.saigon.api.storage;

import io.saigon.api.check.Arguments;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Name of an object: its bucket, key and version.
 *
 * @param bucket name or access-point ARN of the bucket
 * @param key key of the object, not URL-encoded
 * @param versionId version of the object, or null for the current one
 */
public record S3ObjectDescriptor(String bucket, String key, @Nullable String versionId) {
  private static final int MAX_KEY_BYTES = 1024;
  // The ARN of an access point has slashes of its own.
  private static final Pattern S3_URI =
      Pattern.compile(
          "s3://(arn:[^/]+:outpost/[^/]+/accesspoint/[^/]+|arn:[^/]+/[^/]+|[^/:]+)/(.+)",
          Pattern.DOTALL);

  /**
   * Creates a name, and checks bucket and key by S3's own rules.
   *
   * @param bucket name or access-point ARN of the bucket
   * @param key key of the object, not URL-encoded
   * @param versionId version of the object, or null for the current one
   * @throws IllegalArgumentException if one of them is blank, or the key is too long or no UTF-8
   */
  public S3ObjectDescriptor {
    Arguments.notBlank("A bucket's name", Objects.requireNonNull(bucket, "bucket"));
    checkKey(key);
    if (versionId != null) {
      Arguments.notBlank("An object's version id", versionId, "use null");
    }
  }

  /**
   * Returns the name of an object's current version.
   *
   * @param bucket name or access-point ARN of the bucket
   * @param key key of the object, not URL-encoded
   * @return the name
   */
  public static S3ObjectDescriptor of(String bucket, String key) {
    return new S3ObjectDescriptor(bucket, key, null);
  }

  /**
   * Reads the name of an object's current version from its S3 URI, as AWS's tools write it.
   *
   * @param uri such as {@code s3://orders/2026/list.csv}; the key is all that follows the bucket,
   *     and not URL-encoded
   * @return the name
   * @throws IllegalArgumentException if it is no S3 URI, or one without bucket or key; the message
   *     does not quote it
   */
  public static S3ObjectDescriptor parse(String uri) {
    Matcher parts = S3_URI.matcher(Objects.requireNonNull(uri, "uri"));
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "An object's URI has the form s3://bucket/key; for one in another form, such as an https"
              + " URL, use S3ObjectDescriptor.of(bucket, key)");
    }
    return of(parts.group(1), parts.group(2));
  }

  /**
   * Reads the object of an event; see {@link #allFromEvent(JsonObject)} for the accepted forms.
   *
   * @param event an event with exactly one object
   * @return the object
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
   * Reads the objects of an event, in its order; none for {@code s3:TestEvent}.
   *
   * <p>Accepted are a Lambda event, one of its records or the {@code s3} part of one; the same in
   * bodies of SQS messages and messages of SNS, one in the other too; and events from EventBridge.
   * Keys are URL-decoded where S3 encodes them (its notifications) and taken as they are where it
   * does not (EventBridge); see "Event message structure" and "EventBridge event message structure"
   * in the S3 user guide.
   *
   * @param event event of a Lambda function or a queue's consumer
   * @return the objects
   * @throws IllegalArgumentException if it is not an S3 event
   */
  public static List<S3ObjectDescriptor> allFromEvent(JsonObject event) {
    return S3Events.objects(Objects.requireNonNull(event, "event"));
  }

  /**
   * Returns the name of the same object in another version.
   *
   * @param versionId version of the object
   * @return the new name
   */
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
