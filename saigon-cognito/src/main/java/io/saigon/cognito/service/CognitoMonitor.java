package io.saigon.cognito.service;

import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.observability.Component;
import io.saigon.api.observability.Health;
import io.saigon.api.observability.Health.Status;
import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.saigon.api.observability.RecentFailure;
import io.saigon.api.observability.Results;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measurements of log-ins, and health of the sessions of one client. Thread-safe. */
public final class CognitoMonitor implements Component {
  private final String userPoolId;
  private final Clock clock;
  private final @Nullable MetricsListener listener;
  private final RecentFailure failure;

  public CognitoMonitor(ClientLifetime lifetime, String userPoolId, Clock clock) {
    this.userPoolId = userPoolId;
    this.clock = clock;
    this.failure = new RecentFailure(clock);
    Observability observability = Observability.of(lifetime.vertx());
    this.listener = observability.listener();
    lifetime.onClose(observability.add(this));
  }

  public <T> Future<T> login(Supplier<Future<T>> call) {
    MetricsListener measuring = listener;
    if (measuring == null) {
      return call.get();
    }
    Instant since = clock.instant();
    return call.get()
        .andThen(
            (ok, reason) ->
                measuring.record(new Measurement.Login(loginResult(reason), since(since, clock))));
  }

  private static String loginResult(@Nullable Throwable reason) {
    return reason instanceof ChallengeRequiredException ? "challenge_required" : Results.of(reason);
  }

  /**
   * Makes a renewal.
   *
   * @param kind {@code tokens} or {@code credentials}
   * @param expiration when the former ones expire, or null if there are none
   */
  public <T> Future<T> renewal(
      String kind, @Nullable Instant expiration, Supplier<Future<T>> call) {
    Instant since = clock.instant();
    return call.get()
        .andThen(
            (ok, reason) -> {
              failure.record(reason);
              if (listener != null) {
                Duration left = expiration == null ? null : Duration.between(since, expiration);
                listener.record(
                    new Measurement.SessionRenewal(
                        kind, Results.of(reason), since(since, clock), left));
              }
            });
  }

  /** Measures fetches of a user pool's keys, if anyone listens. */
  public static <T> Supplier<Future<T>> jwks(Vertx vertx, Clock clock, Supplier<Future<T>> fetch) {
    MetricsListener measuring = Observability.of(vertx).listener();
    if (measuring == null) {
      return fetch;
    }
    return () -> {
      Instant since = clock.instant();
      return fetch
          .get()
          .andThen(
              (ok, reason) ->
                  measuring.record(
                      new Measurement.JwksFetch(Results.of(reason), since(since, clock))));
    };
  }

  private static Duration since(Instant since, Clock clock) {
    return Duration.between(since, clock.instant());
  }

  @Override
  public String kind() {
    return "sessions";
  }

  @Override
  public String name() {
    return userPoolId;
  }

  @Override
  public Health health() {
    String reason = failure.reason();
    // Sessions serve what they have; log-ins show in the health of the services.
    return reason == null
        ? new Health(Status.UP, "", Map.of())
        : new Health(Status.DEGRADED, reason, Map.of());
  }
}
