package io.saigon.rest.vertx.sigv4;

import io.saigon.rest.vertx.syntax.HeaderDates;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A second in the form {@code 20150830T123600Z}. */
final class Timestamp {
  private static final long SECONDS_OF_DAY = 86_400;

  final long epochSecond;
  final byte[] bytes = new byte[16];
  final String text;

  /** {@code x-amz-date:...} and a line break. */
  final byte[] headerLine;

  Timestamp(long epochSecond) {
    this.epochSecond = epochSecond;
    int second = (int) Math.floorMod(epochSecond, SECONDS_OF_DAY);
    date(epochDay(epochSecond));
    bytes[8] = 'T';
    two(9, second / 3600);
    two(11, second / 60 % 60);
    two(13, second % 60);
    bytes[15] = 'Z';
    text = new String(bytes, StandardCharsets.US_ASCII);
    headerLine = ("x-amz-date:" + text + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Parses an {@code X-Amz-Date}. */
  static Timestamp parse(String text) {
    return new Timestamp(HeaderDates.amzDate(text));
  }

  static long epochDay(long epochSecond) {
    return Math.floorDiv(epochSecond, SECONDS_OF_DAY);
  }

  private void date(long epochDay) {
    var day = LocalDate.ofEpochDay(epochDay);
    if (day.getYear() < 1000 || day.getYear() > 9999) {
      throw new IllegalArgumentException("A signature needs a year of four digits: " + day);
    }
    two(0, day.getYear() / 100);
    two(2, day.getYear() % 100);
    two(4, day.getMonthValue());
    two(6, day.getDayOfMonth());
  }

  private void two(int at, int value) {
    bytes[at] = (byte) ('0' + value / 10);
    bytes[at + 1] = (byte) ('0' + value % 10);
  }
}
