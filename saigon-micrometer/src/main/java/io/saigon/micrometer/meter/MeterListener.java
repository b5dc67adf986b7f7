package io.saigon.micrometer.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.saigon.api.observability.Component;
import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.Measurement.AwsCall;
import io.saigon.api.observability.Measurement.CredentialsRenewal;
import io.saigon.api.observability.Measurement.JwksFetch;
import io.saigon.api.observability.Measurement.Login;
import io.saigon.api.observability.Measurement.ObjectTransfer;
import io.saigon.api.observability.Measurement.PoolEvent;
import io.saigon.api.observability.Measurement.SecretChanged;
import io.saigon.api.observability.Measurement.SecretFetch;
import io.saigon.api.observability.Measurement.SecretRead;
import io.saigon.api.observability.Measurement.SessionRenewal;
import io.saigon.api.observability.Measurement.SignedCall;
import io.saigon.api.observability.Measurement.TokenVerification;
import io.saigon.api.observability.MetricsListener;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Records measurements to the meters of a registry. */
public final class MeterListener implements MetricsListener {
  private final MeterRegistry registry;
  private final ComponentGauges gauges;
  // Found at once, as a hit of a cache is short.
  private final Map<SecretRead, Counter> reads = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> changedAt = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> offsets = new ConcurrentHashMap<>();

  public MeterListener(MeterRegistry registry) {
    this.registry = registry;
    this.gauges = new ComponentGauges(registry);
  }

  @Override
  public void added(Component component) {
    gauges.add(component);
  }

  @Override
  public void removed(Component component) {
    gauges.remove(component);
  }

  @Override
  public void record(Measurement measurement) {
    if (measurement instanceof SecretRead read) {
      reads.computeIfAbsent(read, this::counter).increment();
    } else if (measurement instanceof AwsCall call) {
      record(call);
    } else if (measurement instanceof SignedCall call) {
      record(call);
    } else if (measurement instanceof ObjectTransfer transfer) {
      record(transfer);
    } else if (measurement instanceof SecretFetch fetch) {
      SaigonMeter.SECRET_FETCHES
          .timer(registry, fetch.vault(), fetch.result())
          .record(fetch.time());
    } else if (measurement instanceof SecretChanged change) {
      record(change);
    } else if (measurement instanceof PoolEvent event) {
      String name = event.event().name().toLowerCase(Locale.ROOT);
      SaigonMeter.POOL_EVENTS.counter(registry, event.pool(), name).increment();
    } else {
      identity(measurement);
    }
  }

  private Counter counter(SecretRead read) {
    return SaigonMeter.SECRET_READS.counter(registry, read.vault(), read.hit() ? "hit" : "miss");
  }

  private void record(AwsCall call) {
    SaigonMeter.AWS_CALLS
        .timer(registry, call.service(), call.operation(), call.result())
        .record(call.time());
    SaigonMeter.AWS_RETRIES
        .counter(registry, call.service(), call.operation())
        .increment(call.retries());
  }

  private void record(SignedCall call) {
    SaigonMeter.SIGNED_CALLS.timer(registry, call.service(), call.result()).record(call.time());
    SaigonMeter.SIGNED_ATTEMPTS.counter(registry, call.service()).increment(call.attempts());
    offsets
        .computeIfAbsent(
            call.service(),
            service -> {
              AtomicLong offset = new AtomicLong();
              SaigonMeter.CLOCK_OFFSET.gauge(registry, offset, AtomicLong::doubleValue, service);
              return offset;
            })
        .set(call.clockOffset().toSeconds());
  }

  private void record(ObjectTransfer transfer) {
    String direction = transfer.direction();
    SaigonMeter.TRANSFERS.timer(registry, direction, transfer.result()).record(transfer.time());
    SaigonMeter.TRANSFER_BYTES.counter(registry, direction).increment((double) transfer.bytes());
    SaigonMeter.TRANSFER_RETRIES.counter(registry, direction).increment(transfer.retries());
  }

  private void record(SecretChanged change) {
    SaigonMeter.SECRET_CHANGES.counter(registry, change.vault()).increment();
    changedAt
        .computeIfAbsent(
            change.vault(),
            vault -> {
              AtomicLong at = new AtomicLong();
              SaigonMeter.SECRET_UNCHANGED.gauge(registry, at, this::secondsSince, vault);
              return at;
            })
        .set(registry.config().clock().monotonicTime());
  }

  private double secondsSince(AtomicLong at) {
    return TimeUnit.NANOSECONDS.toMillis(registry.config().clock().monotonicTime() - at.get())
        / 1000.0;
  }

  private void identity(Measurement measurement) {
    if (measurement instanceof Login login) {
      SaigonMeter.LOGINS.timer(registry, login.result()).record(login.time());
    } else if (measurement instanceof SessionRenewal renewal) {
      record(renewal);
    } else if (measurement instanceof CredentialsRenewal renewal) {
      SaigonMeter.CREDENTIALS_RENEWALS
          .timer(registry, renewal.source(), renewal.result())
          .record(renewal.time());
    } else if (measurement instanceof TokenVerification token) {
      SaigonMeter.TOKENS.counter(registry, token.result()).increment();
    } else if (measurement instanceof JwksFetch fetch) {
      SaigonMeter.JWKS.timer(registry, fetch.result()).record(fetch.time());
    }
  }

  private void record(SessionRenewal renewal) {
    SaigonMeter.SESSION_RENEWALS
        .timer(registry, renewal.kind(), renewal.result())
        .record(renewal.time());
    if (renewal.left() != null) {
      // What had expired had no time left.
      SaigonMeter.SESSION_LEFT
          .summary(registry, renewal.kind())
          .record(Math.max(0, renewal.left().toMillis() / 1000.0));
    }
  }
}
