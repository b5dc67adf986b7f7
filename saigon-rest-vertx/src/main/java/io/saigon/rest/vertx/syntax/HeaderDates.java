package io.saigon.rest.vertx.syntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The two forms of dates in header values. */
public final class HeaderDates {
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  private HeaderDates() {}

  /** Parses an HTTP date (RFC 9110, 5.6.7); null if it is missing or malformed. */
  public static @Nullable Instant httpDate(@Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.trim()));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Formats an {@code X-Amz-Date}. */
  public static String amzDate(ZonedDateTime utc) {
    return AMZ_DATE.format(utc);
  }

  /** Parses an {@code X-Amz-Date} into seconds since the epoch. */
  public static long amzDate(String value) {
    try {
      return LocalDateTime.parse(value, AMZ_DATE).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("x-amz-date must look like 20150830T123600Z", e);
    }
  }
}
