package io.saigon.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.saigon.api.observability.Observability;
import io.saigon.micrometer.meter.MeterListener;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * Records what saigon measures to a registry of Micrometer. The registry of a Vert.x instance whose
 * {@code MicrometerMetricsOptions} are enabled under the default registry name is found without
 * this class.
 */
public final class SaigonMeters {
  private SaigonMeters() {}

  /**
   * Records what is created from now on. Call it before the first {@code Saigon}, vault, pool or
   * client, and not for the registry that is found already.
   *
   * @param vertx Vert.x instance that is measured
   * @param registry registry of the application
   * @return ends the recording; the meters stay
   */
  public static Runnable bind(Vertx vertx, MeterRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    return Observability.of(vertx).add(new MeterListener(registry));
  }
}
