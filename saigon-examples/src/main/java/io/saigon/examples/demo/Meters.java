package io.saigon.examples.demo;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.Collection;
import java.util.stream.StreamSupport;

/** The meters of the demo, which saigon-micrometer finds in Vert.x. */
final class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final StringBuilder scrapes = new StringBuilder();

  /** Creates a Vert.x that has these meters. */
  Vertx vertx() {
    return Vertx.builder()
        .with(new VertxOptions().setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)))
        .withMetrics(new MicrometerMetricsFactory(registry))
        .build();
  }

  /** Scrapes as Prometheus does, while services run whose gauges end with them. */
  void scrapeNow() {
    scrapes.append(registry.scrape());
  }

  /** Returns all scrapes. */
  String scrapes() {
    return scrapes.toString();
  }

  void print(Story story) {
    scrapeNow();
    story.print(
        "%.0f log-ins, %.0f renewals for sessions, %.0f signed calls in %.0f requests",
        count("saigon.logins"),
        count("saigon.session.renewals"),
        count("saigon.signed.calls"),
        count("saigon.signed.attempts"));
    story.print(
        "%.0f reads of secrets, %.0f of them cached; %.0f fetches, %.0f changes seen",
        count("saigon.secrets.reads"),
        count("saigon.secrets.reads", "cache", "hit"),
        count("saigon.secrets.fetches"),
        count("saigon.secrets.changes"));
    story.print(
        "%.0f connections opened, %.0f drained in %.0f handovers, %.0f refused",
        count("saigon.pool.events", "event", "opened"),
        count("saigon.pool.events", "event", "drained"),
        count("saigon.pool.events", "event", "handover"),
        count("saigon.pool.events", "event", "refused"));
    story.print(
        "%.0f calls of AWS with %.0f retries, %.0f KiB up and %.0f KiB down",
        count("saigon.aws.calls"),
        count("saigon.aws.retries"),
        count("saigon.transfer.bytes", "direction", "upload") / 1024,
        count("saigon.transfer.bytes", "direction", "download") / 1024);
  }

  private double count(String name, String... tags) {
    Collection<Meter> meters = registry.find(name).tags(tags).meters();
    return meters.stream().mapToDouble(Meters::count).sum();
  }

  // Of a counter its value, of a timer the number of times.
  private static double count(Meter meter) {
    return meter instanceof Counter counter
        ? counter.count()
        : StreamSupport.stream(meter.measure().spliterator(), false)
            .filter(measured -> measured.getStatistic() == Statistic.COUNT)
            .mapToDouble(measured -> measured.getValue())
            .sum();
  }
}
