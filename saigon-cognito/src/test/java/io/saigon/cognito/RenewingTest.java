package io.saigon.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.ServiceError;
import io.saigon.api.ThrottledException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewingTest {

  private record Value(String name, Instant expiration) {}

  private final Vertx vertx = Vertx.vertx();
  private final MovedClock clock = new MovedClock();
  private final Deque<Promise<Value>> renewals = new ArrayDeque<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final Renewing<Value> value =
      new Renewing<>(vertx, clock, Value::expiration, this::renewal, failures::add);

  @AfterEach
  void stop() {
    vertx.close();
  }

  @Test
  void nothingRunsUntilSomebodyAsks() {
    value.set(hour("first"));
    clock.at(Duration.ofDays(1));
    assertThat(renewals).isEmpty();
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
    value.set(new Value("short", MovedClock.START.plusSeconds(60)));
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
  void aFailureAheadOfExpiryIsToldAndTriedAgainAfterAPause() {
    value.set(hour("first"));
    clock.at(Duration.ofMinutes(56));
    value.get();
    renewals.remove().fail("throttled");
    assertThat(failures).hasSize(1);
    assertThat(result(value.get()).name()).isEqualTo("first");
    assertThat(renewals).isEmpty();
    clock.at(Duration.ofMinutes(57));
    assertThat(result(value.get()).name()).isEqualTo("first");
    renewals.remove().complete(hour("second"));
    assertThat(result(value.get()).name()).isEqualTo("second");
  }

  @Test
  void callersInThePauseAfterAFailureAreFailedAtOnceWithItsReasonAndTheNextTime() {
    value.set(hour("first"));
    Duration expired = Duration.ofHours(2);
    clock.at(expired);
    Future<Value> failed = value.get();
    ServiceError error = new ServiceError("cognito-idp", 400, "TooManyRequestsException", "id");
    renewals.remove().fail(new ThrottledException("Rate exceeded.", error, null));
    assertThat(failure(failed)).hasMessage("Rate exceeded.");

    clock.at(expired.plusMillis(999));
    assertThat(failure(value.get()))
        .isInstanceOfSatisfying(
            ThrottledException.class, e -> assertThat(e.serviceError()).isEqualTo(error))
        .hasMessageMatching(
            "Rate exceeded\\. \\(not tried again before 2026-01-01T02:00:0[12]Z\\)");
    assertThat(renewals).isEmpty();

    clock.at(expired.plusSeconds(2));
    Future<Value> next = value.get();
    renewals.remove().complete(hour("second"));
    assertThat(result(next).name()).isEqualTo("second");
  }

  @Test
  void pausesGrowToHalfAMinuteUntilARenewalSucceeds() {
    Duration now = Duration.ofHours(2);
    value.set(hour("first"));
    for (int round = 0; round < 2; round++) {
      for (long most : new long[] {2, 4, 8, 16, 30, 30, 30}) {
        clock.at(now);
        value.get();
        renewals.remove().fail("throttled " + most);
        clock.at(now.plusMillis(most * 500 - 1));
        value.get();
        assertThat(renewals).as("pause of at most %d s", most).isEmpty();
        now = now.plusSeconds(most);
      }
      clock.at(now);
      value.get();
      renewals.remove().complete(hour("again"));
      now = now.plusHours(2);
    }
  }

  @Test
  void pausesAreSpread() {
    Set<Instant> ends = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ends.add(Pause.after(null, new IllegalStateException(), clock.instant()).until());
    }
    assertThat(ends).hasSizeGreaterThan(10);
  }

  @Test
  void aPauseDoesNotOutlastAClockThatIsSetBack() {
    value.set(hour("first"));
    clock.at(Duration.ofHours(2));
    value.get();
    renewals.remove().fail("throttled");
    clock.at(Duration.ofHours(1));
    value.get();
    assertThat(renewals).hasSize(1);
  }

  @Test
  void aYoungValueIsReplacedOnceInHalfAMinute() {
    value.set(hour("first"));
    Future<Value> second = value.getInPlaceOf(named("first"));
    renewals.remove().complete(hour("second"));
    assertThat(result(second).name()).isEqualTo("second");
    clock.at(Duration.ofSeconds(29));
    assertThat(result(value.getInPlaceOf(named("second"))).name()).isEqualTo("second");
    assertThat(renewals).isEmpty();
    clock.at(Duration.ofSeconds(30));
    value.getInPlaceOf(named("second"));
    assertThat(renewals).hasSize(1);
  }

  private static Predicate<Value> named(String name) {
    return known -> known.name().equals(name);
  }

  @Test
  void aRenewalThatThrowsIsAFailure() {
    Renewing<Value> broken =
        new Renewing<>(
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

  @Test
  void whatIsForgottenDuringARenewalStaysForgotten() {
    value.set(hour("first"));
    clock.at(Duration.ofHours(2));
    Future<Value> waiting = value.get();
    value.forget(new IllegalStateException("over"));
    renewals.remove().complete(hour("second"));
    assertThat(failure(waiting)).hasMessage("over");
    assertThat(failure(value.get())).hasMessage("over");
    assertThat(value.peek()).isNull();
    assertThat(failures).isEmpty();
  }

  @Test
  void aValueWithoutAUsableExpirationIsAFailure() {
    Renewing<Value> odd =
        new Renewing<>(
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
  void whatHasEndedIsServedWhileValidAndRenewedNoMore() {
    value.set(hour("first"));
    value.end(new IllegalStateException("over"));
    clock.at(Duration.ofMinutes(59));
    assertThat(result(value.get()).name()).isEqualTo("first");
    clock.at(Duration.ofHours(1));
    assertThat(failure(value.get())).hasMessage("over");
    assertThat(renewals).isEmpty();
  }

  private Future<Value> refused(String name) {
    return value.getInPlaceOf(known -> known.name().equals(name));
  }

  private Value replaced(String refused, String next) {
    Future<Value> waiting = refused(refused);
    renewals.remove().complete(hour(next));
    return result(waiting);
  }

  private Future<Value> renewal() {
    Promise<Value> promise = Promise.promise();
    renewals.add(promise);
    return promise.future();
  }

  private Value hour(String name) {
    return new Value(name, clock.instant().plus(Duration.ofHours(1)));
  }

  private static Value result(Future<Value> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static Throwable failure(Future<Value> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .handle((result, failure) -> failure)
        .join();
  }
}
