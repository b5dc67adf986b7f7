package io.saigon.api.vault;

import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Exponential back-off of one secret's fetches. Used on the vault's context only. */
final class Backoff {
  private static final long FIRST_MS = 100;
  private static final int MAX_DOUBLINGS = 16;
  private static final int MAX_ENDS = 3;
  private static final long ENDS_PERIOD_MS = 1_000;

  private final CacheTime time;
  private int failures;
  private @Nullable SaigonException reason;
  private long until;
  private int ends;
  private long endsSince;

  Backoff(CacheTime time) {
    this.time = time;
  }

  /** Returns why nothing is fetched now, or null if there is no pause. */
  @Nullable SaigonException reason() {
    if (reason != null && time.millis() >= until) {
      reason = null;
    }
    return reason;
  }

  long until() {
    return until;
  }

  /** Returns how long to wait after one more failure, in milliseconds. */
  long next(long maxMs) {
    long ms = Math.min(maxMs, FIRST_MS << Math.min(failures++, MAX_DOUBLINGS));
    return (long) (ms * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble()));
  }

  /** Pauses after a failure, which callers get with the time of the next try. */
  void pause(long ms, SaigonException failure) {
    remember(ms, announcing(failure, time.now().plusMillis(ms).truncatedTo(ChronoUnit.MILLIS)));
  }

  /** Keeps a store's answer for a while, as it is. */
  void remember(long ms, SaigonException answer) {
    until = time.millis() + ms;
    reason = answer;
  }

  private static SaigonException announcing(SaigonException failure, Object at) {
    String message = failure.getMessage() + "; it is not fetched again before " + at;
    if (failure instanceof ThrottledException) {
      return new ThrottledException(message, failure.serviceError(), failure);
    }
    if (failure instanceof TransportException) {
      return new TransportException(message, failure);
    }
    return failure instanceof ServiceException
        ? new ServiceException(message, failure.serviceError(), failure)
        : failure;
  }

  /** Ends the pause on a caller's demand; or soon, if that was done often just now. */
  void end() {
    if (reason() == null) {
      return;
    }
    long now = time.millis();
    if (now - endsSince >= ENDS_PERIOD_MS) {
      endsSince = now;
      ends = 0;
    }
    if (ends < MAX_ENDS) {
      ends++;
      reason = null;
    } else {
      until = Math.min(until, endsSince + ENDS_PERIOD_MS);
    }
  }

  void succeeded() {
    failures = 0;
    reason = null;
  }
}
