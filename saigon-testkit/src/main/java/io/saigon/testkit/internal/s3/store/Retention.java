package io.saigon.testkit.internal.s3.store;

import java.time.Instant;

/** The retention of a version: its mode and its end. */
public record Retention(Mode mode, Instant until) {
  /** Mode of a retention: whether it can be lifted. */
  public enum Mode {
    GOVERNANCE,
    COMPLIANCE
  }
}
