package io.saigon.aws.credentials;

import io.saigon.api.error.SaigonException;
import io.saigon.aws.monitor.CredentialsMonitor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Credentials that are kept and renewed ahead of their expiry, when they are used: one renewal
 * however many callers, at a time that differs from process to process, and the last credentials
 * serve until they expire while renewals fail. Thread-safe.
 */
public final class CachedCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(CachedCredentials.class);

  /** Time after which credentials without expiry are loaded again, as files can change. */
  private static final Duration RECHECK = Duration.ofMinutes(1);

  /** Renewal begins this long before expiry, or a quarter of the lifetime if that is shorter. */
  private static final Duration AHEAD = Duration.ofMinutes(15);

  /** Credentials this close to their expiry are waited for, as a call takes its time. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** A metadata service that has an outage gives expired credentials, which services accept. */
  private static final Duration EXPIRED_ON_ARRIVAL = Duration.ofMinutes(5);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private record Held(Future<AwsCredentialsIdentity> identity, Instant renewal, Instant end) {
    boolean isDueAt(Instant time) {
      return !time.isBefore(renewal) || !time.isBefore(end);
    }

    boolean is(@Nullable String accessKeyId) {
      return identity.result().accessKeyId().equals(accessKeyId);
    }
  }

  private final Supplier<Future<AwsCredentialsIdentity>> loader;
  private final Clock clock;
  private final DoubleSupplier random;
  private final SharedTask<AwsCredentialsIdentity> renewal;
  private final CredentialsMonitor monitor;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile @Nullable Held held;
  private volatile @Nullable String refused;

  /**
   * Creates a cache.
   *
   * @param source name in measurements
   * @param loader loads new credentials, called on an event-loop context of its own
   */
  public CachedCredentials(
      Vertx vertx, String source, Supplier<Future<AwsCredentialsIdentity>> loader) {
    this(vertx, source, loader, Clock.systemUTC(), Math::random);
  }

  CachedCredentials(
      Vertx vertx,
      String source,
      Supplier<Future<AwsCredentialsIdentity>> loader,
      Clock clock,
      DoubleSupplier random) {
    this.loader = loader;
    this.clock = clock;
    this.random = random;
    this.renewal = new SharedTask<>(vertx, this::load);
    this.monitor = new CredentialsMonitor(vertx, source, clock);
  }

  /**
   * Returns credentials that are valid now.
   *
   * @return the credentials, at once if there are any; completes on any thread
   */
  public Future<AwsCredentialsIdentity> current() {
    Held known = held;
    Instant now = clock.instant();
    if (known == null || !now.isBefore(known.end)) {
      return renewal.run();
    }
    if (!now.isBefore(known.renewal)) {
      renewal.run();
    }
    return known.identity;
  }

  /**
   * Returns others than credentials that a service refused, if there are any.
   *
   * @param accessKeyId of the credentials that were refused
   */
  public Future<AwsCredentialsIdentity> renewed(String accessKeyId) {
    Held known = held;
    if (known == null || !known.is(accessKeyId)) {
      return current();
    }
    refused = accessKeyId;
    return renewal.run();
  }

  /** Returns the monitor, which the owner of the credentials closes. */
  public CredentialsMonitor monitor() {
    return monitor;
  }

  boolean isRenewing() {
    return renewal.isRunning();
  }

  private Future<AwsCredentialsIdentity> load() {
    Held known = held;
    // A caller that found them due may come here when another one's renewal is just over.
    if (known != null && !known.isDueAt(clock.instant()) && !known.is(refused)) {
      return known.identity;
    }
    Instant since = clock.instant();
    return loader
        .get()
        .andThen(
            (identity, failure) -> {
              monitor.renewed(
                  Duration.between(since, clock.instant()),
                  failure,
                  identity == null ? null : identity.expirationTime().orElse(null));
              if (failure == null) {
                keep(identity);
              } else {
                failed(failure);
              }
            });
  }

  private void keep(AwsCredentialsIdentity identity) {
    if (failures.getAndSet(0) > 0) {
      LOG.info("AWS credentials are renewed again");
    }
    Instant now = clock.instant();
    Instant expiration = identity.expirationTime().orElse(null);
    Future<AwsCredentialsIdentity> known = Future.succeededFuture(identity);
    if (expiration == null) {
      held = new Held(known, now.plus(RECHECK), Instant.MAX);
    } else if (!expiration.isAfter(now)) {
      LOG.warn("New AWS credentials expired at {}; they are used, and looked up again", expiration);
      held = new Held(known, now.plus(RECHECK), now.plus(EXPIRED_ON_ARRIVAL));
    } else {
      Duration life = Duration.between(now, expiration);
      Duration ahead = min(AHEAD, life.dividedBy(4));
      // Somewhere in the first half of that time, so that a fleet does not renew all at once.
      long jitter = (long) (random.getAsDouble() * ahead.toMillis() / 2);
      held =
          new Held(
              known,
              expiration.minus(ahead).plusMillis(jitter),
              expiration.minus(min(MARGIN, life.dividedBy(10))));
    }
  }

  private void failed(Throwable failure) {
    Held known = held;
    Instant now = clock.instant();
    if (known == null || !now.isBefore(known.end)) {
      return;
    }
    int count = failures.getAndIncrement();
    if (count == 0) {
      LOG.warn(
          "AWS credentials could not be renewed; the known ones serve until {}: {}",
          known.end.equals(Instant.MAX) ? "they are refused" : known.end,
          shown(failure));
    }
    long pause = FIRST_PAUSE.toMillis() << Math.min(count, 8);
    long most = Math.min(pause, LONGEST_PAUSE.toMillis());
    held =
        new Held(
            known.identity,
            now.plusMillis(most / 2 + (long) (random.getAsDouble() * most / 2)),
            known.end);
  }

  /** Messages of others can quote what a process or a service wrote. */
  private static String shown(Throwable failure) {
    return failure instanceof SaigonException ? failure.toString() : failure.getClass().getName();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
