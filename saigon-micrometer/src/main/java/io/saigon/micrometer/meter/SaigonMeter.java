package io.saigon.micrometer.meter;

import static io.micrometer.core.instrument.Meter.Type.COUNTER;
import static io.micrometer.core.instrument.Meter.Type.DISTRIBUTION_SUMMARY;
import static io.micrometer.core.instrument.Meter.Type.GAUGE;
import static io.micrometer.core.instrument.Meter.Type.TIMER;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Every meter, with its unit and labels. */
public enum SaigonMeter {
  LOGINS("logins", TIMER, "seconds", "Log-ins, the answers to challenges included", "result"),
  SESSION_RENEWALS(
      "session.renewals",
      TIMER,
      "seconds",
      "Renewals of users' tokens and credentials",
      "kind",
      "result"),
  SESSION_LEFT(
      "session.left",
      DISTRIBUTION_SUMMARY,
      "seconds",
      "Time for which the former tokens or credentials were still valid at a renewal",
      "kind"),
  CREDENTIALS_RENEWALS(
      "credentials.renewals",
      TIMER,
      "seconds",
      "Renewals of the application's credentials",
      "source",
      "result"),
  CREDENTIALS_EXPIRY(
      "credentials.expiry",
      GAUGE,
      "seconds",
      "Time until the application's credentials expire",
      "source"),
  TOKENS("tokens.verified", COUNTER, null, "Verified tokens of callers", "result"),
  JWKS("jwks.fetches", TIMER, "seconds", "Fetches of a user pool's public keys", "result"),
  SECRET_READS(
      "secrets.reads", COUNTER, null, "Reads of secrets, cached (hit) or not", "vault", "cache"),
  SECRET_FETCHES(
      "secrets.fetches", TIMER, "seconds", "Fetches from the store of a vault", "vault", "result"),
  SECRET_CHANGES("secrets.changes", COUNTER, null, "Changes of secrets that were seen", "vault"),
  SECRET_UNCHANGED(
      "secrets.unchanged", GAUGE, "seconds", "Time since the last change that was seen", "vault"),
  SECRETS_CACHED("secrets.cached", GAUGE, null, "Secrets that are cached", "vault"),
  SECRETS_AGE("secrets.age", GAUGE, "seconds", "Age of the oldest value that is cached", "vault"),
  POOL_EVENTS(
      "pool.events",
      COUNTER,
      null,
      "Connections opened, failed, refused and drained, and handovers to newer credentials",
      "pool",
      "event"),
  POOL_CONNECTIONS("pool.connections", GAUGE, null, "Open connections", "pool"),
  POOL_IDLE("pool.idle", GAUGE, null, "Connections that nobody uses", "pool"),
  POOL_WAITING("pool.waiting", GAUGE, null, "Calls that wait for a connection", "pool"),
  TRANSFERS(
      "transfers", TIMER, "seconds", "Downloads and uploads of objects", "direction", "result"),
  TRANSFER_BYTES("transfer.bytes", COUNTER, "bytes", "Bytes that they transferred", "direction"),
  TRANSFER_RETRIES(
      "transfer.retries",
      COUNTER,
      null,
      "Connections of downloads that broke and were replaced",
      "direction"),
  SIGNED_CALLS(
      "signed.calls", TIMER, "seconds", "Signed calls of REST services", "service", "result"),
  SIGNED_ATTEMPTS("signed.attempts", COUNTER, null, "Requests that they took", "service"),
  CLOCK_OFFSET(
      "signed.clock.offset",
      GAUGE,
      "seconds",
      "Correction of this machine's clock by the service's",
      "service"),
  AWS_CALLS(
      "aws.calls",
      TIMER,
      "seconds",
      "Calls of AWS through the SDK",
      "service",
      "operation",
      "result"),
  AWS_RETRIES(
      "aws.retries", COUNTER, null, "Attempts beyond the first ones", "service", "operation"),
  HEALTH("health", GAUGE, null, "1 for up, 0.5 for degraded and 0 for down", "kind", "name");

  private final String id;
  private final Meter.Type type;
  private final @Nullable String unit;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // It is a List.of.
  private final List<String> labels;

  SaigonMeter(
      String name, Meter.Type type, @Nullable String unit, String description, String... labels) {
    this.id = "saigon." + name;
    this.type = type;
    this.unit = unit;
    this.description = description;
    this.labels = List.of(labels);
  }

  public String id() {
    return id;
  }

  public Meter.Type type() {
    return type;
  }

  public @Nullable String unit() {
    return unit;
  }

  public String description() {
    return description;
  }

  public List<String> labels() {
    return labels;
  }

  private Tags tags(String... values) {
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(labels.get(i), values[i]);
    }
    return tags;
  }

  Timer timer(MeterRegistry registry, String... values) {
    return Timer.builder(id).description(description).tags(tags(values)).register(registry);
  }

  Counter counter(MeterRegistry registry, String... values) {
    return Counter.builder(id)
        .description(description)
        .baseUnit(unit)
        .tags(tags(values))
        .register(registry);
  }

  DistributionSummary summary(MeterRegistry registry, String... values) {
    return DistributionSummary.builder(id)
        .description(description)
        .baseUnit(unit)
        .tags(tags(values))
        .register(registry);
  }

  <T> Meter gauge(MeterRegistry registry, T state, ToDoubleFunction<T> value, String... values) {
    return Gauge.builder(id, state, value)
        .description(description)
        .baseUnit(unit)
        .tags(tags(values))
        .strongReference(true)
        .register(registry);
  }
}
