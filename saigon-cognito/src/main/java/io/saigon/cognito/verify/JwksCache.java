package io.saigon.cognito.verify;

import io.saigon.api.call.CallScope;
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
 * A cache of one issuer's public keys, refreshed in the background and when a token names an
 * unknown key. Fetches run one at a time; after a fetch that did not bring the key, further ones
 * are refused for a while, so that made-up key ids cannot cause endless fetches.
 */
public final class JwksCache implements KeySource {
  private static final Logger LOG = LoggerFactory.getLogger(JwksCache.class);
  private static final Duration REFRESH_AFTER = Duration.ofHours(1);
  private static final Duration EXPIRE_AFTER = Duration.ofDays(1);
  private static final Duration DELAY_AFTER_UNKNOWN_KEY = Duration.ofSeconds(10);
  private static final Duration DELAY_WITHOUT_KEYS = Duration.ofSeconds(1);
  private static final Duration DELAY_WITH_KEYS = Duration.ofMinutes(1);

  private record Keys(Map<String, PublicKey> byId, Instant freshUntil, Instant usableUntil) {}

  private final String name;
  private final TokenIssuer issuer;
  private final Clock clock;
  private final Supplier<Future<Map<String, PublicKey>>> source;

  private volatile Keys cached = new Keys(Map.of(), Instant.MIN, Instant.MIN);
  private @Nullable Future<Map<String, PublicKey>> inFlight;
  private Instant blockedUntil = Instant.MIN;
  private @Nullable Throwable lastFailure;
  private boolean logged;

  public JwksCache(
      String userPoolId, Clock clock, Supplier<Future<Map<String, PublicKey>>> source) {
    this("user pool " + userPoolId, TokenIssuer.USER_POOL, clock, source);
  }

  JwksCache(
      String name,
      TokenIssuer issuer,
      Clock clock,
      Supplier<Future<Map<String, PublicKey>>> source) {
    this.name = name;
    this.issuer = issuer;
    this.clock = clock;
    this.source = source;
  }

  @Override
  public @Nullable PublicKey find(String keyId) {
    Keys keys = cached;
    Instant instant = clock.instant();
    if (!instant.isBefore(keys.usableUntil())) {
      return null;
    }
    if (!instant.isBefore(keys.freshUntil())) {
      refresh(null);
    }
    return keys.byId().get(keyId);
  }

  @Override
  public Future<PublicKey> fetch(String keyId) {
    return refresh(keyId)
        .compose(
            keys -> {
              PublicKey key = keys.get(keyId);
              return key == null ? Future.failedFuture(unknownKey()) : Future.succeededFuture(key);
            });
  }

  @Override
  public Future<Void> prefetch() {
    return clock.instant().isBefore(cached.freshUntil())
        ? Future.succeededFuture()
        : refresh(null).mapEmpty();
  }

  private Throwable unknownKey() {
    return issuer.invalid(
        "The token is signed with a key that the " + issuer.name() + " does not publish");
  }

  private Future<Map<String, PublicKey>> refresh(@Nullable String wanted) {
    Promise<Map<String, PublicKey>> promise = Promise.promise();
    synchronized (this) {
      if (inFlight != null) {
        return inFlight;
      }
      if (clock.instant().isBefore(blockedUntil)) {
        return Future.failedFuture(lastFailure == null ? unknownKey() : lastFailure);
      }
      inFlight = promise.future();
    }
    // Outside the lock, because it completes promises, and outside the scope of one caller, because
    // others wait for it too.
    CallScope.outside(() -> Future.<Map<String, PublicKey>>future(p -> source.get().onComplete(p)))
        .onComplete(
            (keys, failure) -> {
              if (failure == null) {
                store(keys, wanted);
                promise.complete(keys);
              } else {
                block(failure);
                promise.fail(failure);
              }
            });
    return promise.future();
  }

  private synchronized void store(Map<String, PublicKey> keys, @Nullable String wanted) {
    Instant now = clock.instant();
    cached = new Keys(keys, now.plus(REFRESH_AFTER), now.plus(EXPIRE_AFTER));
    inFlight = null;
    lastFailure = null;
    if (logged) {
      logged = false;
      LOG.info("The keys of the {} are refreshed again", name);
    }
    if (wanted != null && !keys.containsKey(wanted)) {
      blockedUntil = now.plus(DELAY_AFTER_UNKNOWN_KEY);
    }
  }

  private synchronized void block(Throwable failure) {
    inFlight = null;
    lastFailure = failure;
    Instant now = clock.instant();
    boolean usable = now.isBefore(cached.usableUntil());
    blockedUntil = now.plus(usable ? DELAY_WITH_KEYS : DELAY_WITHOUT_KEYS);
    if (usable && !logged) {
      logged = true;
      LOG.warn(
          "The keys of the {} could not be refreshed; the cached ones are used until {}: {}",
          name,
          cached.usableUntil(),
          failure.getMessage());
    }
  }
}
