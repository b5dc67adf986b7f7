package io.saigon.rest.vertx.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkewCorrectedClockTest {
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private final SkewCorrectedClock clock = new SkewCorrectedClock(Clock.fixed(NOW, ZoneOffset.UTC));

  @ParameterizedTest
  @ValueSource(strings = {"PT24H", "PT-24H", "PT5M", "PT-5M"})
  void offsetsUpToADayAreAdopted(Duration off) {
    assertThat(clock.correct(clock.epochSecond(), dated(NOW.plus(off)))).isTrue();
    assertThat(clock.epochSecond()).isEqualTo(NOW.plus(off).getEpochSecond());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT24H1S", "PT-24H-1S", "P400D", "PT3M"})
  void otherOffsetsAreNotAdopted(Duration off) {
    assertThat(clock.correct(clock.epochSecond(), dated(NOW.plus(off)))).isFalse();
    assertThat(clock.epochSecond()).isEqualTo(NOW.getEpochSecond());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 Jan 999999999 00:00:00 GMT", "1 Jan 0001 00:00:00 GMT", "soon", ""})
  void implausibleDatesCorrectNothing(String date) {
    assertThat(clock.correct(clock.epochSecond(), HttpHeaders.set("Date", date))).isFalse();
    assertThat(clock.correct(clock.epochSecond(), HttpHeaders.headers())).isFalse();
    assertThat(clock.epochSecond()).isEqualTo(NOW.getEpochSecond());
  }

  @Test
  void onlyARefusalOfASignatureMadeWithTheCorrectionDropsIt() {
    clock.correct(clock.epochSecond(), dated(NOW.plusSeconds(7200)));
    clock.revert(NOW.getEpochSecond());
    assertThat(clock.epochSecond()).isEqualTo(NOW.plusSeconds(7200).getEpochSecond());
    clock.revert(NOW.plusSeconds(7200).getEpochSecond());
    assertThat(clock.epochSecond()).isEqualTo(NOW.getEpochSecond());
  }

  private static MultiMap dated(Instant date) {
    return HttpHeaders.set(
        "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
  }
}
