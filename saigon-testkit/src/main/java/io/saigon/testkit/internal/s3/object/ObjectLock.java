package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.store.Protection;
import io.saigon.testkit.internal.s3.store.Retention;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The object lock of a bucket, with the retention that new versions get.
 *
 * @param mode null for no retention by default
 */
public record ObjectLock(Retention.@Nullable Mode mode, int days, int years) {
  /** Returns what protects a new version that has no retention of its own. */
  Protection protect(Protection own, Instant now) {
    if (own.retention() != null || mode == null) {
      return own;
    }
    Instant until = now.atOffset(ZoneOffset.UTC).plusDays(days).plusYears(years).toInstant();
    return own.withRetention(new Retention(mode, until));
  }

  /** Returns a mode by its name, or fails with {@code MalformedXML}. */
  public static Retention.Mode mode(String name) {
    try {
      return Retention.Mode.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw S3Errors.malformedXml();
    }
  }

  static S3Error missing() {
    return S3Errors.invalidRequest("Bucket is missing Object Lock Configuration");
  }
}
