package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.s3.store.Settings;

/** The settings that block public access to a bucket. */
public record PublicAccessBlock(
    boolean blockPublicAcls,
    boolean ignorePublicAcls,
    boolean blockPublicPolicy,
    boolean restrictPublicBuckets) {
  /** The configuration of a new bucket. */
  public static final PublicAccessBlock ALL = new PublicAccessBlock(true, true, true, true);

  private static final PublicAccessBlock NONE = new PublicAccessBlock(false, false, false, false);

  /** Returns the configuration of a bucket. */
  public static PublicAccessBlock of(Settings settings) {
    PublicAccessBlock block = settings.get(PublicAccessBlock.class);
    return block == null ? NONE : block;
  }
}
