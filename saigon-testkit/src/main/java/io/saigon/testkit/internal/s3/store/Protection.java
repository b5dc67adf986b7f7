package io.saigon.testkit.internal.s3.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Retention and legal hold, which keep a version from deletion.
 *
 * @param retention null for none
 * @param legalHold null if it was never set
 */
public record Protection(@Nullable Retention retention, @Nullable Boolean legalHold) {
  public static final Protection NONE = new Protection(null, null);

  /**
   * Returns whether a version may not be deleted now.
   *
   * @param bypass whether the caller lifts a retention in governance mode
   */
  public boolean holds(Instant now, boolean bypass) {
    return Boolean.TRUE.equals(legalHold) || isRetained(now, bypass);
  }

  /** Returns whether a retention lasts that the caller may not lift. */
  public boolean isRetained(Instant now, boolean bypass) {
    return retention != null
        && now.isBefore(retention.until())
        && !(bypass && retention.mode() == Retention.Mode.GOVERNANCE);
  }

  public Protection withRetention(@Nullable Retention changed) {
    return new Protection(changed, legalHold);
  }

  public Protection withLegalHold(boolean changed) {
    return new Protection(retention, changed);
  }
}
