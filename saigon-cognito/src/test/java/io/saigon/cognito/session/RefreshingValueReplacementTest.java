package io.saigon.cognito.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Replacement of a value that a service refused before its expiry. */
class RefreshingValueReplacementTest extends RefreshingValueFixture {
  @Test
  void aYoungValueIsReplacedOnceInHalfAMinute() {
    value.set(hour("first"));
    Future<Value> second = refused("first");
    renewals.remove().complete(hour("second"));
    assertThat(result(second).name()).isEqualTo("second");
    clock.at(Duration.ofSeconds(29));
    assertThat(result(refused("second")).name()).isEqualTo("second");
    assertThat(renewals).isEmpty();
    clock.at(Duration.ofSeconds(30));
    refused("second");
    assertThat(renewals).hasSize(1);
  }

  @Test
  void aValueThatReplacedAnOldOneIsReplacedEarlyOnce() {
    value.set(hour("first"));
    clock.at(Duration.ofMinutes(1));
    assertThat(replaced("first", "second").name()).isEqualTo("second");
    clock.at(Duration.ofSeconds(70));
    assertThat(replaced("second", "third").name()).isEqualTo("third");
    clock.at(Duration.ofSeconds(80));
    assertThat(result(refused("third")).name()).isEqualTo("third");
    assertThat(renewals).isEmpty();
  }

  @Test
  void aServiceThatRefusesEveryValueCausesFewRenewals() {
    value.set(hour("0"));
    int replacements = 0;
    for (int second = 1; second <= 600; second++) {
      clock.at(Duration.ofSeconds(second));
      Future<Value> next = refused(Integer.toString(replacements));
      if (!renewals.isEmpty()) {
        replacements++;
        renewals.remove().complete(hour(Integer.toString(replacements)));
      }
      assertThat(result(next).name()).isEqualTo(Integer.toString(replacements));
    }
    assertThat(replacements).isBetween(20, 41);
  }

  @Test
  void aValueIsNotReplacedForTheRefusalOfAnEarlierOne() {
    value.set(hour("second"));
    clock.at(Duration.ofMinutes(1));
    assertThat(result(refused("first")).name()).isEqualTo("second");
    assertThat(renewals).isEmpty();
  }
}
