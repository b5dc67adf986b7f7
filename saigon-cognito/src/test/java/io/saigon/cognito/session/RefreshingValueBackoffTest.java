package io.saigon.cognito.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The backoff after failed renewals. */
class RefreshingValueBackoffTest extends RefreshingValueFixture {
  @Test
  void aFailureAheadOfExpiryIsReportedAndRetriedAfterTheBackoff() {
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
  void callersDuringTheBackoffFailAtOnceWithItsReasonAndEnd() {
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
  void backoffGrowsToHalfAMinuteUntilARenewalSucceeds() {
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
  void backoffHasJitter() {
    Set<Instant> ends = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ends.add(RenewalBackoff.after(null, new IllegalStateException(), clock.instant()).until());
    }
    assertThat(ends).hasSizeGreaterThan(10);
  }

  @Test
  void backoffIsFromHalfToAllOfItsTime() {
    Instant now = clock.instant();
    for (int i = 0; i < 1000; i++) {
      Duration backoff =
          Duration.between(
              now, RenewalBackoff.after(null, new IllegalStateException(), now).until());
      assertThat(backoff).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
  }

  static List<SaigonException> serviceFailures() {
    ServiceError error = new ServiceError("cognito-idp", 400, "Code", "id");
    return List.of(
        new AuthenticationException(Reason.SESSION_EXPIRED, "Failed.", error, null),
        new ThrottledException("Failed.", error, null),
        new TransportException("Failed.", null),
        new NotFoundException("Failed.", error, null),
        new AccessDeniedException("Failed.", error, null),
        new ServiceException("Failed.", error, null));
  }

  @ParameterizedTest
  @MethodSource("serviceFailures")
  void aFailureKeepsItsTypeAndErrorAndGetsTheTimeOfTheNextRenewal(SaigonException reason) {
    RenewalBackoff backoff = RenewalBackoff.after(null, reason, clock.instant());
    assertThat(backoff.failure())
        .hasSameClassAs(reason)
        .hasCause(reason)
        .hasMessageMatching("Failed\\. \\(not tried again before 2026-01-01T00:00:0[12]Z\\)")
        .isInstanceOfSatisfying(
            SaigonException.class,
            e -> assertThat(e.serviceError()).isEqualTo(reason.serviceError()));
  }

  @Test
  void aFailureOfAnotherKindIsReportedAsItIs() {
    for (Throwable reason :
        List.of(
            new IllegalStateException("a bug"),
            new ConfigurationException("no region", List.of(), null))) {
      assertThat(RenewalBackoff.after(null, reason, clock.instant()).failure()).isSameAs(reason);
    }
  }

  @Test
  void backoffEndsWhenTheClockIsSetBack() {
    value.set(hour("first"));
    clock.at(Duration.ofHours(2));
    value.get();
    renewals.remove().fail("throttled");
    clock.at(Duration.ofHours(1));
    value.get();
    assertThat(renewals).hasSize(1);
  }
}
