package io.saigon.cognito.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.call.CallScope;
import io.saigon.cognito.fixture.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Renewal ahead of expiry and on use, and its end. */
class RefreshingValueTest extends RefreshingValueFixture {
  @Test
  void anUnusedValueIsNotRenewed() {
    value.set(hour("first"));
    clock.at(Duration.ofDays(1));
    assertThat(renewals).isEmpty();
    assertThat(value.peek().name()).isEqualTo("first");
  }

  @Test
  void aValueIsRenewedBetweenFiveAndTenMinutesAheadOfAnHoursEnd() {
    for (int i = 0; i < 100; i++) {
      clock.at(Duration.ZERO);
      value.set(hour("fresh"));
      clock.at(Duration.ofMinutes(49));
      value.get();
      assertThat(renewals).isEmpty();
      clock.at(Duration.ofMinutes(55));
      assertThat(result(value.get()).name()).isEqualTo("fresh");
      renewals.remove().complete(hour("renewed"));
    }
  }

  @Test
  void valuesThatWereMadeTogetherAreNotRenewedTogether() {
    int due = 0;
    for (int i = 0; i < 100; i++) {
      clock.at(Duration.ZERO);
      value.set(hour("fresh"));
      clock.at(Duration.ofSeconds(52 * 60 + 25));
      value.get();
      if (!renewals.isEmpty()) {
        due++;
        renewals.remove().complete(hour("renewed"));
      }
    }
    assertThat(due).isBetween(1, 99);
  }

  @Test
  void shortLivedValuesAreRenewedLater() {
    value.set(new Value("short", ManualClock.START.plusSeconds(60)));
    clock.at(Duration.ofSeconds(44));
    value.get();
    assertThat(renewals).isEmpty();
  }

  @Test
  void callersShareOneRenewal() {
    value.set(hour("first"));
    clock.at(Duration.ofHours(2));
    Future<Value> one = value.get();
    Future<Value> two = value.get();
    assertThat(renewals).hasSize(1);
    renewals.remove().complete(hour("second"));
    assertThat(result(one)).isSameAs(result(two));
  }

  @Test
  void aCallerWhoCancelsDoesNotCancelTheRenewalThatOthersWaitFor() {
    List<CallScope> scopes = new ArrayList<>();
    RefreshingValue<Value> shared =
        new RefreshingValue<>(
            vertx,
            clock,
            Value::expiration,
            () -> {
              scopes.add(CallScope.current());
              return renewal();
            },
            failures::add);

    new CallScope().run(shared::get);

    assertThat(scopes).containsExactly((CallScope) null);
  }

  @Test
  void aRenewalThatThrowsIsAFailure() {
    RefreshingValue<Value> broken =
        new RefreshingValue<>(
            vertx,
            clock,
            Value::expiration,
            () -> {
              throw new IllegalStateException("broken");
            },
            failures::add);
    assertThat(failure(broken.get())).hasMessage("broken");
    clock.at(Duration.ofSeconds(2));
    assertThat(failure(broken.get())).hasMessage("broken");
    assertThat(failures).hasSize(2);
  }

  @Test
  void aValueClearedDuringARenewalStaysCleared() {
    value.set(hour("first"));
    clock.at(Duration.ofHours(2));
    Future<Value> waiting = value.get();
    value.clear(new IllegalStateException("over"));
    renewals.remove().complete(hour("second"));
    assertThat(failure(waiting)).hasMessage("over");
    assertThat(failure(value.get())).hasMessage("over");
    assertThat(value.peek()).isNull();
    assertThat(failures).isEmpty();
  }

  @Test
  void aValueWithoutAUsableExpirationIsAFailure() {
    RefreshingValue<Value> odd =
        new RefreshingValue<>(
            vertx,
            clock,
            unusable -> {
              throw new IllegalStateException("no expiration");
            },
            this::renewal,
            failures::add);
    Future<Value> waiting = odd.get();
    renewals.remove().complete(hour("odd"));
    assertThat(failure(waiting)).hasMessage("no expiration");
  }

  @Test
  void anEndedValueIsServedWhileValidAndNotRenewed() {
    value.set(hour("first"));
    value.end(new IllegalStateException("over"));
    clock.at(Duration.ofMinutes(59));
    assertThat(result(value.get()).name()).isEqualTo("first");
    clock.at(Duration.ofHours(1));
    assertThat(failure(value.get())).hasMessage("over");
    assertThat(renewals).isEmpty();
  }
}
