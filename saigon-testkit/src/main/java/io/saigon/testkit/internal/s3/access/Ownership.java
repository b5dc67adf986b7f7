package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.store.Settings;
import java.util.List;

/** The ownership of a bucket's objects, by which access control lists are on or off. */
public record Ownership(String rule) {
  /** The ownership of a new bucket. */
  public static final Ownership OWNER = new Ownership("BucketOwnerEnforced");

  private static final List<String> RULES =
      List.of("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter");

  /** Returns a rule, or fails with {@code MalformedXML}. */
  public static Ownership of(String rule) {
    if (!RULES.contains(rule)) {
      throw S3Errors.malformedXml();
    }
    return new Ownership(rule);
  }

  /** Returns whether a bucket has access control lists. */
  public static boolean allowsAcls(Settings settings) {
    return !OWNER.equals(settings.get(Ownership.class));
  }
}
