/**
 * Measurements of saigon as meters of Micrometer.
 *
 * @provides io.saigon.api.observability.MetricsProvider by the name {@code micrometer}, which
 *     records to the registry of vertx-micrometer-metrics
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-transitive-automatic") // Micrometer's jars have no descriptor.
module io.saigon.micrometer {
  requires transitive io.saigon.api;
  requires transitive io.vertx.core;
  requires transitive micrometer.core;
  requires transitive org.jspecify;
  requires static io.vertx.metrics.micrometer;

  exports io.saigon.micrometer;

  provides io.saigon.api.observability.MetricsProvider with
      io.saigon.micrometer.provider.MicrometerProvider;
}
