package io.saigon.api.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BackoffTest {
  private static final TransportException DOWN = new TransportException("down", null);

  private final MovedTime time = new MovedTime();
  private final Backoff backoff = new Backoff(time);

  @BeforeEach
  void start(Vertx vertx) {
    time.on(CallerContext.current(vertx));
    time.advance(Duration.ofHours(1));
  }

  @Test
  void pausesDoubleFromATenthOfASecondToTheMostWithAFifthOfJitter() {
    for (long ms = 100; ms < 10_000; ms *= 2) {
      assertThat(backoff.next(10_000)).isBetween(ms * 8 / 10, ms * 12 / 10);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.next(10_000)).isBetween(8_000L, 12_000L);
    }
    backoff.succeeded();
    assertThat(backoff.next(10_000)).isBetween(80L, 120L);
  }

  @Test
  void aPauseEndsAtItsTime() {
    backoff.pause(500, DOWN);
    assertThat(backoff.until()).isEqualTo(time.millis() + 500);
    time.advance(Duration.ofMillis(499));
    assertThat(backoff.reason()).isNotNull();
    time.advance(Duration.ofMillis(1));
    assertThat(backoff.reason()).isNull();
  }

  @Test
  void theReasonOfAPauseIsOfTheFailuresTypeAndHasTheTimeOfTheNextTry() {
    for (SaigonException failure :
        List.of(
            DOWN,
            new ThrottledException("slow down", null, null),
            new ServiceException("broken", null, null))) {
      backoff.pause(500, failure);
      assertThat(backoff.reason())
          .hasSameClassAs(failure)
          .hasCause(failure)
          .hasMessage(
              failure.getMessage() + "; it is not fetched again before 2026-01-01T01:00:00.500Z");
    }
    NotFoundException missing = new NotFoundException("missing", null, null);
    backoff.remember(500, missing);
    assertThat(backoff.reason()).as("an answer, not an outage").isSameAs(missing);
  }

  @Test
  void aPauseCanBeEndedThreeTimesASecond() {
    for (int second = 0; second < 2; second++) {
      for (int i = 0; i < 3; i++) {
        backoff.pause(20_000, DOWN);
        backoff.end();
        assertThat(backoff.reason()).isNull();
      }
      backoff.pause(20_000, DOWN);
      backoff.end();
      assertThat(backoff.reason()).isNotNull();
      assertThat(backoff.until()).isEqualTo(time.millis() + 1_000);
      time.advance(Duration.ofSeconds(1));
      assertThat(backoff.reason()).isNull();
    }
  }
}
