package io.saigon.testkit.internal.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Durations of lock-outs. */
class PasswordAttemptsTest {
  @Test
  void theFifthWrongPasswordLocksForASecondAndEachFurtherOneTwiceAsLong() {
    for (int count = 0; count < 5; count++) {
      assertThat(PasswordAttempts.lock(count)).isZero();
    }
    assertThat(PasswordAttempts.lock(5)).isEqualTo(Duration.ofSeconds(1));
    for (int count = 6; count < 15; count++) {
      assertThat(PasswordAttempts.lock(count))
          .isEqualTo(PasswordAttempts.lock(count - 1).multipliedBy(2));
    }
    for (int count = 15; count < 1000; count++) {
      assertThat(PasswordAttempts.lock(count)).isEqualTo(Duration.ofMinutes(15));
    }
  }
}
