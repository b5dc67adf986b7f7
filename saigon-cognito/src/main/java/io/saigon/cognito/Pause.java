package io.saigon.cognito;

import io.saigon.api.AccessDeniedException;
import io.saigon.api.AuthenticationException;
import io.saigon.api.NotFoundException;
import io.saigon.api.SaigonException;
import io.saigon.api.ServiceError;
import io.saigon.api.ServiceException;
import io.saigon.api.ThrottledException;
import io.saigon.api.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The time between a failed renewal and the next: exponential, with jitter.
 *
 * @param failures how many failed in a row
 * @param reason what the last one failed with
 * @param failure the reason, with the time of the next renewal; made once for all callers
 */
record Pause(int failures, Instant from, Instant until, Throwable reason, Throwable failure) {
  private static final long FIRST_MILLIS = 2_000;
  private static final long MOST_MILLIS = 30_000;
  private static final int MOST_DOUBLINGS = 4;

  static Pause after(@Nullable Pause before, Throwable reason, Instant now) {
    // The very same failure is one that was met again during its own pause.
    int failures =
        before == null ? 1 : before.reason == reason ? before.failures : before.failures + 1;
    long most = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS));
    long millis = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    Instant until = now.plusMillis(millis);
    return new Pause(failures, now, until, reason, withTime(reason, until));
  }

  /** Returns whether it lasts; it does not for a clock that was set back. */
  boolean lasts(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  private static Throwable withTime(Throwable reason, Instant until) {
    if (!(reason instanceof SaigonException known)) {
      return reason;
    }
    Instant second = until.plus(Duration.ofMillis(999)).truncatedTo(ChronoUnit.SECONDS);
    String message = known.getMessage() + " (not tried again before " + second + ")";
    ServiceError error = known.serviceError();
    if (known instanceof AuthenticationException refused) {
      return new AuthenticationException(refused.reason(), message, error, known);
    }
    if (known instanceof ThrottledException) {
      return new ThrottledException(message, error, known);
    }
    if (known instanceof TransportException) {
      return new TransportException(message, known);
    }
    if (known instanceof NotFoundException) {
      return new NotFoundException(message, error, known);
    }
    if (known instanceof AccessDeniedException) {
      return new AccessDeniedException(message, error, known);
    }
    return known instanceof ServiceException ? new ServiceException(message, error, known) : known;
  }
}
