package io.saigon.micrometer.provider;

import io.micrometer.core.instrument.MeterRegistry;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.MetricsProvider;
import io.saigon.micrometer.meter.MeterListener;
import io.vertx.core.Vertx;
import io.vertx.micrometer.backends.BackendRegistries;
import org.jspecify.annotations.Nullable;

/** Records to the registry that vertx-micrometer-metrics has by its default name. */
public final class MicrometerProvider implements MetricsProvider {
  /** Creates the provider; for {@link java.util.ServiceLoader}. */
  public MicrometerProvider() {}

  @Override
  public String name() {
    return "micrometer";
  }

  @Override
  public @Nullable MetricsListener create(Vertx vertx) {
    MeterRegistry registry = vertx.isMetricsEnabled() ? found() : null;
    return registry == null ? null : new MeterListener(registry);
  }

  private static @Nullable MeterRegistry found() {
    try {
      return BackendRegistries.getDefaultNow();
    } catch (LinkageError e) {
      // The artifact is not there: the application has metrics of another kind.
      return null;
    }
  }
}
