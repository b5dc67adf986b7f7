package io.saigon.rest.vertx.http;

import io.saigon.rest.vertx.syntax.HeaderDates;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Delays before a request is repeated. */
public final class Backoff {
  private Backoff() {}

  /** Returns milliseconds, random up to a limit that doubles with each attempt that failed. */
  public static long jittered(int failed, Duration first, Duration max) {
    long limit = max.toMillis();
    long doubled = first.toMillis() << Math.min(failed - 1, 20);
    return ThreadLocalRandom.current().nextLong(Math.min(limit, doubled) + 1);
  }

  /** Returns the milliseconds of {@code Retry-After}, or null if there is none. */
  public static @Nullable Long retryAfter(MultiMap headers) {
    String value = headers.get(HttpHeaders.RETRY_AFTER);
    if (value == null) {
      return null;
    }
    try {
      return Math.max(0, Math.multiplyExact(Long.parseLong(value.trim()), 1000));
    } catch (NumberFormatException e) {
      Instant until = HeaderDates.httpDate(value);
      // The service's own clock, because ours can be off.
      Instant now = HeaderDates.httpDate(headers.get(HttpHeaders.DATE));
      return until == null
          ? null
          : Math.max(0, Duration.between(now == null ? Instant.now() : now, until).toMillis());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
