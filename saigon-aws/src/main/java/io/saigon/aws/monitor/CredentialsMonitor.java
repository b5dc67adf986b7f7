package io.saigon.aws.monitor;

import io.saigon.api.observability.Component;
import io.saigon.api.observability.Health;
import io.saigon.api.observability.Health.Status;
import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.saigon.api.observability.RecentFailure;
import io.saigon.api.observability.Results;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measurements and health of credentials that are renewed. Thread-safe. */
public final class CredentialsMonitor implements Component {
  private final Vertx vertx;
  private final String source;
  private final Clock clock;
  private final @Nullable MetricsListener listener;
  private final RecentFailure failure;
  private volatile Instant expiration = Instant.MIN;
  private @Nullable Runnable remove;
  private boolean closed;

  /**
   * Creates a monitor.
   *
   * @param source {@code chain} or {@code role}
   */
  public CredentialsMonitor(Vertx vertx, String source, Clock clock) {
    this.vertx = vertx;
    this.source = source;
    this.clock = clock;
    this.listener = Observability.of(vertx).listener();
    this.failure = new RecentFailure(clock);
  }

  /**
   * Records a renewal.
   *
   * @param reason why it failed, or null
   * @param expires when the new credentials expire, or null if they do not
   */
  public void renewed(Duration took, @Nullable Throwable reason, @Nullable Instant expires) {
    if (reason == null) {
      expiration = expires == null ? Instant.MAX : expires;
      failure.record(null);
    } else {
      failure.fail(reason);
    }
    register();
    MetricsListener measuring = listener;
    if (measuring != null) {
      measuring.record(
          new Measurement.CredentialsRenewal(source, Results.of(reason), took, expires));
    }
  }

  // With the first use, so that what is never used is no part of an application's health.
  private synchronized void register() {
    if (remove == null && !closed) {
      remove = Observability.of(vertx).add(this);
    }
  }

  public synchronized void close() {
    closed = true;
    if (remove != null) {
      remove.run();
    }
  }

  @Override
  public String kind() {
    return "credentials";
  }

  @Override
  public String name() {
    return source;
  }

  @Override
  public Health health() {
    Instant end = expiration;
    Instant now = clock.instant();
    boolean expires = !end.equals(Instant.MAX) && !end.equals(Instant.MIN);
    Map<String, Double> values =
        expires
            ? Map.of("expiresInSeconds", Duration.between(now, end).toMillis() / 1000.0)
            : Map.of();
    String reason = failure.reason();
    if (reason == null) {
      return new Health(Status.UP, "", values);
    }
    return new Health(now.isBefore(end) ? Status.DEGRADED : Status.DOWN, reason, values);
  }
}
