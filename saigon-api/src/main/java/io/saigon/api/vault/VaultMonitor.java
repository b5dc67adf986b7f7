package io.saigon.api.vault;

import io.saigon.api.observability.Component;
import io.saigon.api.observability.Health;
import io.saigon.api.observability.Health.Status;
import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.saigon.api.observability.RecentFailure;
import io.saigon.api.observability.Results;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measurements and health of one vault. Thread-safe. */
final class VaultMonitor implements Component {
  private static final System.Logger LOG = System.getLogger(SecretVault.class.getName());

  private final String vault;
  private final CacheTime time;
  private final SecretCache cache;
  private final Outages outages;
  private final @Nullable MetricsListener listener;
  // Made once: a hit is too short to make one.
  private final Measurement hit;
  private final Measurement miss;
  private final RecentFailure failure;
  private final Runnable remove;

  VaultMonitor(Vertx vertx, String vault, CacheTime time, SecretCache cache, Outages outages) {
    this.vault = vault;
    this.time = time;
    this.cache = cache;
    this.outages = outages;
    this.hit = new Measurement.SecretRead(vault, true);
    this.miss = new Measurement.SecretRead(vault, false);
    this.failure = new RecentFailure(time::now);
    Observability observability = Observability.of(vertx);
    this.listener = observability.listener();
    this.remove = observability.add(this);
  }

  void read(boolean isHit) {
    MetricsListener measuring = listener;
    if (measuring != null) {
      measuring.record(isHit ? hit : miss);
    }
  }

  /**
   * Records a fetch.
   *
   * @param since when it began, in {@link CacheTime#millis()}
   */
  void fetched(long since, @Nullable Throwable reason) {
    failure.record(reason);
    MetricsListener measuring = listener;
    if (measuring != null) {
      Duration took = Duration.ofMillis(time.millis() - since);
      measuring.record(new Measurement.SecretFetch(vault, Results.of(reason), took));
    }
  }

  void changed(SecretId id) {
    LOG.log(Level.DEBUG, () -> "Vault %s: secret %s has changed".formatted(vault, id));
    MetricsListener measuring = listener;
    if (measuring != null) {
      measuring.record(new Measurement.SecretChanged(vault));
    }
  }

  void close() {
    remove.run();
  }

  @Override
  public String kind() {
    return "vault";
  }

  @Override
  public String name() {
    return vault;
  }

  @Override
  public Health health() {
    long oldest = 0;
    int secrets = 0;
    boolean anyServed = false;
    for (CachedSecret secret : cache.all()) {
      Fetched served = secret.lastFetched();
      if (served != null) {
        secrets++;
        oldest = Math.max(oldest, time.millis() - served.at());
        anyServed |= secret.isServed();
      }
    }
    Map<String, Double> values =
        Map.of("secrets", (double) secrets, "oldestAgeSeconds", oldest / 1000.0);
    String outage = failure.reason();
    if (outage != null) {
      return new Health(anyServed ? Status.DEGRADED : Status.DOWN, outage, values);
    }
    String ofSecret = outages.reason();
    return ofSecret == null
        ? new Health(Status.UP, "", values)
        : new Health(Status.DEGRADED, ofSecret, values);
  }
}
