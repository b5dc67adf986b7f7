package io.saigon.testkit.internal.s3.store;

import java.time.Instant;

/** How long a version is kept from deletion. */
public record Retention(Mode mode, Instant until) {
  /** Whether a retention can be lifted. */
  public enum Mode {
    GOVERNANCE,
    COMPLIANCE
  }
}
