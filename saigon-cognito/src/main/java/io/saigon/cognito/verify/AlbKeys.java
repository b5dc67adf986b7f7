package io.saigon.cognito.verify;

import io.saigon.api.call.CallScope;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of load balancers' public keys, each of which has a URL of its own. Several callers share
 * one fetch of a key. After some fetches that brought none, further ones are refused for a while,
 * so that made-up key ids cannot cause endless fetches.
 */
final class AlbKeys implements KeySource {
  private static final int MAX_KEYS = 100;
  private static final int MAX_MISSES = 5;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration EXPIRE_AFTER = Duration.ofDays(1);

  private record Key(PublicKey key, Instant usableUntil) {}

  private final Clock clock;
  private final Function<String, Future<Buffer>> source;
  private final Map<String, Key> cached = new LinkedHashMap<>();
  private final Map<String, Future<PublicKey>> inFlight = new HashMap<>();
  private int misses;
  private Instant windowEnd = Instant.MIN;

  /**
   * Creates a cache.
   *
   * @param source fetches the document at a URL
   */
  AlbKeys(Clock clock, Function<String, Future<Buffer>> source) {
    this.clock = clock;
    this.source = source;
  }

  @Override
  public synchronized @Nullable PublicKey find(String url) {
    Key key = cached.get(url);
    return key != null && clock.instant().isBefore(key.usableUntil()) ? key.key() : null;
  }

  @Override
  public Future<PublicKey> fetch(String url) {
    Promise<PublicKey> promise = Promise.promise();
    synchronized (this) {
      Future<PublicKey> running = inFlight.get(url);
      if (running != null) {
        return running;
      }
      if (!clock.instant().isBefore(windowEnd)) {
        misses = 0;
      } else if (misses + inFlight.size() >= MAX_MISSES) {
        return Future.failedFuture(unknownKey());
      }
      inFlight.put(url, promise.future());
    }
    // Outside the lock, because it completes promises, and outside the scope of one caller, because
    // others wait for it too.
    CallScope.outside(() -> Future.<Buffer>future(p -> source.apply(url).onComplete(p)))
        .map(AlbKeys::parse)
        .onComplete(
            (key, failure) -> {
              if (failure == null) {
                store(url, key);
                promise.complete(key);
              } else {
                countMiss(url);
                promise.fail(failure instanceof NotFoundException ? unknownKey() : failure);
              }
            });
    return promise.future();
  }

  private synchronized void store(String url, PublicKey key) {
    inFlight.remove(url);
    cached.put(url, new Key(key, clock.instant().plus(EXPIRE_AFTER)));
    if (cached.size() > MAX_KEYS) {
      cached.remove(cached.keySet().iterator().next());
    }
  }

  private synchronized void countMiss(String url) {
    inFlight.remove(url);
    if (misses == 0) {
      windowEnd = clock.instant().plus(WINDOW);
    }
    misses++;
  }

  @Override
  public Future<Void> prefetch() {
    return Future.succeededFuture();
  }

  private static Throwable unknownKey() {
    return TokenIssuer.LOAD_BALANCER.invalid(
        "The token is signed with a key that no load balancer of the region has");
  }

  private static PublicKey parse(Buffer pem) {
    try {
      String base64 = pem.toString().replaceAll("-----[A-Z ]+-----|\\s", "");
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
      if (key instanceof ECPublicKey ec && JwkReader.isP256(ec)) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unusable();
    }
    throw unusable();
  }

  private static ServiceException unusable() {
    return new ServiceException(
        "The answer is no public key of a load balancer (PEM, P-256); check who answers at the endpoint",
        null,
        null);
  }
}
