package io.saigon.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clock of a {@link LocalAws}: it runs with the machine's, and can be moved. Tokens, temporary
 * credentials and sessions expire by it, and signatures are checked against it.
 */
public final class LocalClock extends Clock {
  private final Clock base;
  private final AtomicLong offsetNanos = new AtomicLong();
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  LocalClock(Clock base) {
    this.base = Objects.requireNonNull(base, "base");
  }

  /**
   * Moves the clock. What has a date that has come happens soon afterwards, on other threads: the
   * rotation of secrets on a schedule, and the expiration of S3 objects by lifecycle rules.
   *
   * @param by distance; negative to move it backwards
   */
  public void advance(Duration by) {
    offsetNanos.addAndGet(by.toNanos());
    actions.forEach(Runnable::run);
  }

  /** Sets the clock to the machine's time. */
  public void reset() {
    offsetNanos.set(0);
    actions.forEach(Runnable::run);
  }

  /** Adds what is to be done whenever the clock was moved. */
  void onMove(Runnable action) {
    actions.add(action);
  }

  /** Does nothing any more when the clock is moved: what would do it is stopped. */
  void stop() {
    actions.clear();
  }

  /**
   * Returns the distance that the clock has been moved from the machine's time.
   *
   * @return the distance, negative if it is behind
   */
  public Duration offset() {
    return Duration.ofNanos(offsetNanos.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("The clock of the local AWS shows UTC");
  }

  @Override
  public Instant instant() {
    return base.instant().plusNanos(offsetNanos.get());
  }
}
