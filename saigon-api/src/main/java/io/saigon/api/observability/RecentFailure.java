package io.saigon.api.observability;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last failure of a service, until a call succeeds or it is a minute old: an application that a
 * failed health check takes out of use makes no calls that could find the service well again.
 * Thread-safe.
 */
public final class RecentFailure {
  private static final Duration MEMORY = Duration.ofMinutes(1);

  private record Failure(String result, Instant at) {}

  private final InstantSource clock;
  private volatile @Nullable Failure last;

  /**
   * Creates an instance without a failure.
   *
   * @param clock clock by which failures get old
   */
  public RecentFailure(InstantSource clock) {
    Objects.requireNonNull(clock, "clock");
    this.clock = clock;
  }

  /**
   * Records the outcome of a call.
   *
   * @param failure failure of the call, or null
   */
  public void record(@Nullable Throwable failure) {
    if (failure != null && Results.isOutage(failure)) {
      fail(failure);
    } else if (last != null) {
      last = null;
    }
  }

  /**
   * Records a failure, whatever its kind.
   *
   * @param failure the failure
   */
  public void fail(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    fail(Results.of(failure));
  }

  /**
   * Records a failure of a kind.
   *
   * @param result kind of the failure
   */
  public void fail(String result) {
    Objects.requireNonNull(result, "result");
    last = new Failure(result, clock.instant());
  }

  /**
   * Returns the kind of the failure.
   *
   * @return as in {@link Results}, or null if there was none lately
   */
  public @Nullable String reason() {
    Failure known = last;
    return known == null || known.at.plus(MEMORY).isBefore(clock.instant()) ? null : known.result;
  }
}
