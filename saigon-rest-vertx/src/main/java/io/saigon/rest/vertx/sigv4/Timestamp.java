package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.saigon.rest.vertx.syntax.HeaderDates;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** A second in the form {@code 20150830T123600Z}. */
final class Timestamp {
  private static final long SECONDS_OF_DAY = 86_400;

  final long epochSecond;
  final String text;
  final byte[] bytes;

  Timestamp(long epochSecond) {
    this.epochSecond = epochSecond;
    ZonedDateTime time = Instant.ofEpochSecond(epochSecond).atZone(ZoneOffset.UTC);
    if (time.getYear() < 1000 || time.getYear() > 9999) {
      throw new IllegalArgumentException(
          "A signature needs a year of four digits: " + time.toLocalDate());
    }
    this.text = HeaderDates.amzDate(time);
    this.bytes = text.getBytes(US_ASCII);
  }

  /** Parses an {@code X-Amz-Date}. */
  static Timestamp parse(String text) {
    return new Timestamp(HeaderDates.amzDate(text));
  }

  long epochDay() {
    return Math.floorDiv(epochSecond, SECONDS_OF_DAY);
  }
}
