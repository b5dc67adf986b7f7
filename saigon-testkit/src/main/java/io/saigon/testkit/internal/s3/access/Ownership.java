package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.store.Settings;
import java.util.List;

/** The ownership of a bucket's objects; access control lists are off unless it was chosen. */
public record Ownership(String rule) {
  private static final String ENFORCED = "BucketOwnerEnforced";
  private static final List<String> RULES =
      List.of(ENFORCED, "BucketOwnerPreferred", "ObjectWriter");

  /** Returns a rule, or fails with {@code MalformedXML}. */
  public static Ownership of(String rule) {
    if (!RULES.contains(rule)) {
      throw S3Errors.malformedXml();
    }
    return new Ownership(rule);
  }

  /** Returns whether a bucket has access control lists. */
  public static boolean allowsAcls(Settings settings) {
    Ownership ownership = settings.get(Ownership.class);
    return ownership != null && !ownership.rule.equals(ENFORCED);
  }
}
