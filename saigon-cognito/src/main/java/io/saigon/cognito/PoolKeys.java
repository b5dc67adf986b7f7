package io.saigon.cognito;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of one user pool: kept, fetched again in the background, and when a token names
 * one that is not known. One fetch at a time; after one that did not help there is a pause, so that
 * senders of made-up names cannot make this machine ask without end.
 */
final class PoolKeys {
  private static final Logger LOG = LoggerFactory.getLogger(PoolKeys.class);
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration USABLE = Duration.ofDays(1);
  private static final Duration PAUSE_WITHOUT_KEY = Duration.ofSeconds(10);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration PAUSE_WITH_KEYS = Duration.ofMinutes(1);

  private record Known(Map<String, PublicKey> byId, Instant freshUntil, Instant usableUntil) {}

  private final String userPoolId;
  private final Clock clock;
  private final Supplier<Future<Map<String, PublicKey>>> source;

  private volatile Known known = new Known(Map.of(), Instant.MIN, Instant.MIN);
  private @Nullable Future<Map<String, PublicKey>> underWay;
  private Instant pausedUntil = Instant.MIN;
  private @Nullable Throwable lastFailure;

  PoolKeys(String userPoolId, Clock clock, Supplier<Future<Map<String, PublicKey>>> source) {
    this.userPoolId = userPoolId;
    this.clock = clock;
    this.source = source;
  }

  /** A key that is known and not too old to be used, or null. */
  @Nullable PublicKey find(String keyId) {
    Known now = known;
    Instant instant = clock.instant();
    if (!instant.isBefore(now.usableUntil())) {
      return null;
    }
    if (!instant.isBefore(now.freshUntil())) {
      renew(null);
    }
    return now.byId().get(keyId);
  }

  /** A key that is not known. */
  Future<PublicKey> fetch(String keyId) {
    return renew(keyId)
        .compose(
            keys -> {
              PublicKey key = keys.get(keyId);
              return key == null ? Future.failedFuture(unknown()) : Future.succeededFuture(key);
            });
  }

  Future<Void> prefetch() {
    return clock.instant().isBefore(known.freshUntil())
        ? Future.succeededFuture()
        : renew(null).mapEmpty();
  }

  private static Throwable unknown() {
    return SentToken.invalid("The token is signed with a key that the user pool does not publish");
  }

  private Future<Map<String, PublicKey>> renew(@Nullable String wanted) {
    Promise<Map<String, PublicKey>> promise = Promise.promise();
    synchronized (this) {
      if (underWay != null) {
        return underWay;
      }
      if (clock.instant().isBefore(pausedUntil)) {
        return Future.failedFuture(lastFailure == null ? unknown() : lastFailure);
      }
      underWay = promise.future();
    }
    // Outside the lock: it completes promises.
    Future.<Map<String, PublicKey>>future(p -> source.get().onComplete(p))
        .onComplete(
            (keys, failure) -> {
              if (failure == null) {
                keep(keys, wanted);
                promise.complete(keys);
              } else {
                pause(failure);
                promise.fail(failure);
              }
            });
    return promise.future();
  }

  private synchronized void keep(Map<String, PublicKey> keys, @Nullable String wanted) {
    Instant now = clock.instant();
    known = new Known(keys, now.plus(FRESH), now.plus(USABLE));
    underWay = null;
    lastFailure = null;
    if (wanted != null && !keys.containsKey(wanted)) {
      pausedUntil = now.plus(PAUSE_WITHOUT_KEY);
    }
  }

  private synchronized void pause(Throwable failure) {
    underWay = null;
    lastFailure = failure;
    Instant now = clock.instant();
    boolean usable = now.isBefore(known.usableUntil());
    pausedUntil = now.plus(usable ? PAUSE_WITH_KEYS : PAUSE_AFTER_FAILURE);
    if (usable) {
      LOG.warn(
          "The keys of the user pool {} could not be fetched again; the known ones are used until {}: {}",
          userPoolId,
          known.usableUntil(),
          failure.getMessage());
    }
  }
}
