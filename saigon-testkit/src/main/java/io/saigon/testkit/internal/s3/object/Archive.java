package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Attributes;
import io.saigon.testkit.internal.s3.store.Restore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The storage classes whose objects can be read only while a restored copy is there. */
final class Archive {
  /** The longest time that each tier of retrieval takes, as AWS documents it. */
  private static final Map<String, Map<String, Duration>> TIERS =
      Map.of(
          "GLACIER",
          Map.of(
              "Expedited", Duration.ofMinutes(5),
              "Standard", Duration.ofHours(5),
              "Bulk", Duration.ofHours(12)),
          "DEEP_ARCHIVE",
          Map.of("Standard", Duration.ofHours(12), "Bulk", Duration.ofHours(48)));

  private Archive() {}

  /** Returns the times of retrieval by tier, or null if the class is no archive. */
  static @Nullable Map<String, Duration> tiers(String storageClass) {
    return TIERS.get(storageClass);
  }

  /** Fails with {@code InvalidObjectState} if an object cannot be read now. */
  static void checkRead(Attributes attributes, Instant now) {
    if (!isReadable(attributes, now)) {
      throw state("The operation is not valid for the object's storage class")
          .with("StorageClass", attributes.storageClass());
    }
  }

  /** Fails with {@code InvalidObjectState} if an object cannot be copied now. */
  static void checkSource(Attributes attributes, Instant now) {
    if (!isReadable(attributes, now)) {
      throw state("Operation is not valid for the source object's storage class");
    }
  }

  private static boolean isReadable(Attributes attributes, Instant now) {
    Restore restore = attributes.restore();
    return tiers(attributes.storageClass()) == null || (restore != null && restore.isReadable(now));
  }

  static S3Error state(String message) {
    return new S3Error(403, "InvalidObjectState", message);
  }

  /** Returns the header {@code x-amz-restore}, or null if there is no restored copy. */
  static @Nullable String header(Attributes attributes, Instant now) {
    Restore restore = attributes.restore();
    if (restore == null) {
      return null;
    }
    if (restore.isOngoing(now)) {
      return "ongoing-request=\"true\"";
    }
    return restore.isReadable(now)
        ? "ongoing-request=\"false\", expiry-date=\"%s\"".formatted(Times.http(restore.expiry()))
        : null;
  }
}
