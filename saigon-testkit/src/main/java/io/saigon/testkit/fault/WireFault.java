package io.saigon.testkit.fault;

import java.time.Duration;

/** A fault of the bytes from the server. */
sealed interface WireFault {
  WireFault NONE = new None();

  record None() implements WireFault {}

  record Latency(Duration by) implements WireFault {}

  record Stall(long after) implements WireFault {}

  record Cut(long after, boolean reset) implements WireFault {}
}
