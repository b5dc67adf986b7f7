package io.saigon.rest.vertx;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A second in the form {@code 20150830T123600Z}. */
final class Timestamp {
  private static final long SECONDS_OF_DAY = 86_400;
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

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

  /** Reads the text of one. */
  static Timestamp parse(String text) {
    try {
      return new Timestamp(LocalDateTime.parse(text, FORMAT).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("x-amz-date must look like 20150830T123600Z", e);
    }
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
