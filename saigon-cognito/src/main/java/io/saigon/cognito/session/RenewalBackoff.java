package io.saigon.cognito.session;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The exponential backoff between a failed renewal and the next one, with jitter.
 *
 * @param failures number of failures in a row
 * @param reason failure of the last renewal
 * @param failure the reason with the time of the next renewal, created once for all callers
 */
record RenewalBackoff(
    int failures, Instant from, Instant until, Throwable reason, Throwable failure) {
  private static final long INITIAL_MILLIS = 2_000;
  private static final long MAX_MILLIS = 30_000;
  private static final int MAX_DOUBLINGS = 4;

  static RenewalBackoff after(@Nullable RenewalBackoff previous, Throwable reason, Instant now) {
    // The same failure again is one that a caller met during this backoff, not another attempt.
    int failures =
        previous == null
            ? 1
            : previous.reason == reason ? previous.failures : previous.failures + 1;
    long most = Math.min(MAX_MILLIS, INITIAL_MILLIS << Math.min(failures - 1, MAX_DOUBLINGS));
    long millis = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    Instant until = now.plusMillis(millis);
    return new RenewalBackoff(failures, now, until, reason, withTime(reason, until));
  }

  /** Returns whether renewals are held back; never after the clock was set back. */
  boolean isActive(Instant now) {
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
