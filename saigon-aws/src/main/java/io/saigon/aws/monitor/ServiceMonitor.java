package io.saigon.aws.monitor;

import io.saigon.api.observability.Component;
import io.saigon.api.observability.Health;
import io.saigon.api.observability.Health.Status;
import io.saigon.api.observability.Observability;
import io.saigon.api.observability.RecentFailure;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;

/** Health of an AWS service, by the calls that were made of it last. Thread-safe. */
public final class ServiceMonitor implements Component {
  private final String service;
  private final RecentFailure failure = new RecentFailure(Clock.systemUTC());
  private final Runnable remove;

  public ServiceMonitor(Vertx vertx, String service) {
    this.service = service;
    this.remove = Observability.of(vertx).add(this);
  }

  /** Returns whether the last call found the service out of order. */
  public boolean isFailing() {
    return failure.reason() != null;
  }

  public void succeeded() {
    failure.record(null);
  }

  public void failed(Throwable reason) {
    failure.record(reason);
  }

  public void close() {
    remove.run();
  }

  @Override
  public String kind() {
    return "service";
  }

  @Override
  public String name() {
    return service;
  }

  @Override
  public Health health() {
    String reason = failure.reason();
    return reason == null
        ? new Health(Status.UP, "", Map.of())
        : new Health(Status.DOWN, reason, Map.of());
  }
}
