package io.saigon.testkit.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules of rotation, as the guide of Secrets Manager has them. */
class CronScheduleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron(0 8 1 * ? *)         | 2026-11-27T20:00:00Z | 2026-12-01T08:00:00Z",
        "cron(0 8 1 * ? *)         | 2026-12-01T08:00:00Z | 2027-01-01T08:00:00Z",
        "cron(0 /4 * * ? *)        | 2026-11-27T20:00:00Z | 2026-11-28T00:00:00Z",
        "cron(0 0/6 * * ? *)       | 2026-11-27T01:00:00Z | 2026-11-27T06:00:00Z",
        "cron(0 16 1,15 * ? *)     | 2026-11-02T00:00:00Z | 2026-11-15T16:00:00Z",
        "cron(0 17 ? * FRI *)      | 2026-11-27T17:00:00Z | 2026-12-04T17:00:00Z",
        "cron(0 0 ? * SUN#1 *)     | 2026-11-27T00:00:00Z | 2026-12-06T00:00:00Z",
        "cron(0 3 ? * 2-4 *)       | 2026-11-27T00:00:00Z | 2026-11-30T03:00:00Z",
        "cron(0 23 L * ? *)        | 2027-02-01T00:00:00Z | 2027-02-28T23:00:00Z",
        "cron(0 10 ? * 6L *)       | 2026-11-01T00:00:00Z | 2026-11-27T10:00:00Z",
        "cron(0 8 1 JAN,JUL ? *)   | 2026-11-27T00:00:00Z | 2027-01-01T08:00:00Z",
      })
  void theNextDateIsFound(String expression, Instant after, Instant next) {
    assertThat(Objects.requireNonNull(CronSchedule.parse(expression)).next(after)).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(5 8 1 * ? *)",
        "cron(0 8 1 * * *)",
        "cron(0 8 ? * ? *)",
        "cron(0 24 1 * ? *)",
        "cron(0 8 32 * ? *)",
        "cron(0 8 1 13 ? *)",
        "cron(0 8 1 * ? 2030)",
        "cron(0 8 1)",
        "daily",
        "rate(3 hours)",
        "rate(1000 days)",
        "rate(2 weeks)",
        "cron(0 8 ,1 * ? *)",
      })
  void whatIsNoScheduleIsRefused(String expression) {
    assertThatThrownBy(
            () -> RotationRules.check(new JsonObject().put("ScheduleExpression", expression)))
        .isInstanceOfSatisfying(
            AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidParameterException"));
  }

  @ParameterizedTest
  @CsvSource({
    "rate(4 hours), 2026-11-27T04:00:00Z",
    "rate(1 day), 2026-11-28T00:00:00Z",
    "rate(10 days), 2026-12-07T00:00:00Z",
  })
  void ratesCountFromTheLastRotation(String expression, Instant next) {
    JsonObject rules = new JsonObject().put("ScheduleExpression", expression);
    assertThatCode(() -> RotationRules.check(rules)).doesNotThrowAnyException();
    assertThat(RotationRules.next(rules, Instant.parse("2026-11-27T00:00:00Z"))).isEqualTo(next);
  }
}
