package io.saigon.health;

import io.saigon.api.context.CallerContext;
import io.saigon.api.observability.Component;
import io.saigon.api.observability.Health;
import io.saigon.api.observability.Observability;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.Status;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Health of vaults, pools, AWS services, sessions and credentials, for {@code HealthChecks}:
 *
 * <pre>{@code
 * readiness.register("saigon", SaigonHealth.readiness(vertx));
 * liveness.register("saigon", SaigonHealth.liveness(vertx));
 * }</pre>
 *
 * <p>The calls that the application makes anyway decide: nothing is sent for a check. A component
 * that failed is well again with its next call that succeeds, or without one after a minute, so
 * that an application that gets no requests for being not ready can become ready.
 */
public final class SaigonHealth {
  private SaigonHealth() {}

  /**
   * Returns a procedure that fails while any component of the Vert.x instance is down.
   *
   * @param vertx Vert.x instance of the application
   * @return the procedure. Its data name each component with its status, {@code UP}, {@code
   *     DEGRADED} (serving what it has, such as a secret's last good value) or {@code DOWN}, the
   *     kind of its failure and its numbers
   */
  public static Handler<Promise<Status>> readiness(Vertx vertx) {
    return readiness(vertx, component -> true);
  }

  /**
   * Returns a procedure that fails while any of chosen components is down.
   *
   * @param vertx Vert.x instance of the application
   * @param needed whether the application can't serve without a component
   * @return the procedure, whose data are those of all components
   */
  public static Handler<Promise<Status>> readiness(Vertx vertx, Predicate<Component> needed) {
    Objects.requireNonNull(needed, "needed");
    Observability observability = Observability.of(vertx);
    return result -> result.complete(status(observability, needed));
  }

  private static Status status(Observability observability, Predicate<Component> needed) {
    JsonObject data = new JsonObject();
    Health.Status worst = Health.Status.UP;
    boolean ready = true;
    for (Component component : observability.components()) {
      Health health = component.health();
      put(data, component, health);
      worst = health.status().compareTo(worst) > 0 ? health.status() : worst;
      ready &= health.status() != Health.Status.DOWN || !needed.test(component);
    }
    data.put("status", worst.name());
    return new Status().setOk(ready).setData(data);
  }

  private static void put(JsonObject data, Component component, Health health) {
    JsonObject kind = data.getJsonObject(component.kind());
    if (kind == null) {
      kind = new JsonObject();
      data.put(component.kind(), kind);
    }
    JsonObject known = kind.getJsonObject(component.name());
    if (known != null
        && Health.Status.valueOf(known.getString("status")).compareTo(health.status()) > 0) {
      // Of several with one name, such as two sessions' clients of a pool, the worst is shown.
      return;
    }
    JsonObject shown = new JsonObject().put("status", health.status().name());
    if (!health.reason().isEmpty()) {
      shown.put("reason", health.reason());
    }
    health.values().forEach(shown::put);
    kind.put(component.name(), shown);
  }

  /**
   * Returns a procedure that succeeds while event loops run tasks, whatever the services do. One
   * that is blocked lets the check time out, which vertx-health-check reports as a failure.
   *
   * @param vertx Vert.x instance of the application
   * @return the procedure
   */
  public static Handler<Promise<Status>> liveness(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    CallerContext loop = CallerContext.detached(vertx);
    return result -> loop.runLater(() -> result.tryComplete(Status.OK()));
  }
}
