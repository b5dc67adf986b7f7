package io.saigon.testkit.internal.s3.store;

import java.time.Instant;

/** The retention of a version: its mode and its end. */
public record Retention(Mode mode, Instant until) {
  /** Whether a retention can be lifted. */
  public enum Mode {
    GOVERNANCE,
    COMPLIANCE
  }
}
