package io.saigon.rest.vertx;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long to wait before asking again. */
final class Backoff {
  private Backoff() {}

  /** Milliseconds, random up to a limit that doubles with each attempt that failed. */
  static long jittered(int failed, Duration first, Duration max) {
    long limit = max.toMillis();
    long doubled = first.toMillis() << Math.min(failed - 1, 20);
    return ThreadLocalRandom.current().nextLong(Math.min(limit, doubled) + 1);
  }

  /** Milliseconds that a service asks to wait, or null if it does not. */
  static @Nullable Long asked(MultiMap headers) {
    String value = headers.get(HttpHeaders.RETRY_AFTER);
    if (value == null) {
      return null;
    }
    try {
      return Math.max(0, Math.multiplyExact(Long.parseLong(value.trim()), 1000));
    } catch (NumberFormatException e) {
      Instant until = date(value);
      // The service's own clock, because ours can be off.
      Instant now = date(headers.get(HttpHeaders.DATE));
      return until == null
          ? null
          : Math.max(0, Duration.between(now == null ? Instant.now() : now, until).toMillis());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** An HTTP date, or null if it is missing or none. */
  static @Nullable Instant date(@Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.trim()));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
