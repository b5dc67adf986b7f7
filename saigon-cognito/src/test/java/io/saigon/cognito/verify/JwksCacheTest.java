package io.saigon.cognito.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.call.CallScope;
import io.saigon.api.error.AuthenticationException;
import io.saigon.cognito.fixture.JwksServer;
import io.saigon.cognito.fixture.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The times of the cache alone; {@link JwksCacheIT} shows them with a pool. */
class JwksCacheTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static PublicKey key;

  private final ManualClock clock = new ManualClock();
  private final Deque<Promise<Map<String, PublicKey>>> fetches = new ArrayDeque<>();
  private final JwksCache cache = new JwksCache("pool", clock, this::fetch);

  @BeforeAll
  static void createKey() throws Exception {
    key = JwksServer.KEY.toPublicKey();
  }

  private Future<Map<String, PublicKey>> fetch() {
    Promise<Map<String, PublicKey>> promise = Promise.promise();
    fetches.add(promise);
    return promise.future();
  }

  private void fetched() {
    cache.prefetch();
    fetches.remove().complete(Map.of("known", key));
  }

  @Test
  void aFetchedKeyIsFoundWithoutAnotherFetchForAnHour() {
    assertThat(cache.find("known")).isNull();
    fetched();
    assertThat(cache.find("known")).isSameAs(key);
    assertThat(cache.find("other")).isNull();
    clock.at(Duration.ofHours(1).minus(SECOND));
    assertThat(cache.find("known")).isSameAs(key);
    assertThat(cache.prefetch().succeeded()).isTrue();
    assertThat(fetches).isEmpty();
  }

  @Test
  void aCallerWhoCancelsDoesNotCancelTheFetchThatOthersWaitFor() {
    List<CallScope> scopes = new ArrayList<>();
    JwksCache shared =
        new JwksCache(
            "pool",
            clock,
            () -> {
              scopes.add(CallScope.current());
              return fetch();
            });

    new CallScope().run(() -> shared.fetch("known"));

    assertThat(scopes).containsExactly((CallScope) null);
  }

  @Test
  void anHourOldKeyIsFoundWhileItIsFetchedAgainOnce() {
    fetched();
    clock.at(Duration.ofHours(1));
    assertThat(cache.find("known")).isSameAs(key);
    assertThat(cache.find("known")).isSameAs(key);
    assertThat(fetches).hasSize(1);
    fetches.remove().complete(Map.of("other", key));
    assertThat(cache.find("known")).isNull();
    assertThat(cache.find("other")).isSameAs(key);
    assertThat(fetches).isEmpty();
  }

  @Test
  void aKeyIsFoundForADayAndNoLonger() {
    fetched();
    clock.at(Duration.ofDays(1).minus(SECOND));
    assertThat(cache.find("known")).isSameAs(key);
    fetches.remove().fail("away");
    clock.at(Duration.ofDays(1));
    assertThat(cache.find("known")).isNull();
  }

  @Test
  void aFetchThatDidNotBringTheKeyIsNotRepeatedForTenSeconds() {
    Future<PublicKey> unknown = cache.fetch("unknown");
    fetches.remove().complete(Map.of("known", key));
    assertThat(unknown.cause()).isInstanceOf(AuthenticationException.class);
    clock.at(Duration.ofSeconds(10).minusMillis(1));
    assertThat(cache.fetch("other").cause()).isInstanceOf(AuthenticationException.class);
    assertThat(fetches).isEmpty();
    clock.at(Duration.ofSeconds(10));
    cache.fetch("other");
    assertThat(fetches).hasSize(1);
  }

  @Test
  void aFetchThatBroughtTheKeyOrWantedNoneBlocksNoOther() {
    Future<PublicKey> known = cache.fetch("known");
    fetches.remove().complete(Map.of("known", key));
    assertThat(known.result()).isSameAs(key);
    cache.fetch("other");
    assertThat(fetches).hasSize(1);
    fetches.remove().complete(Map.of("other", key));
    clock.at(Duration.ofHours(1));
    fetched();
    cache.fetch("third");
    assertThat(fetches).hasSize(1);
  }

  @Test
  void fetchesAtTheSameTimeAreOneAndFailTogether() {
    Future<PublicKey> first = cache.fetch("known");
    Future<PublicKey> second = cache.fetch("other");
    Future<Void> prefetched = cache.prefetch();
    assertThat(fetches).hasSize(1);
    fetches.remove().fail("away");
    for (Future<?> each : List.of(first, second, prefetched)) {
      assertThat(each.cause()).hasMessage("away");
    }
  }

  @Test
  void aFailedFetchIsRepeatedAfterASecondWithoutKeysAndAfterAMinuteWithKeys() {
    cache.fetch("known");
    fetches.remove().fail("away");
    clock.at(SECOND.minusMillis(1));
    assertThat(cache.fetch("known").cause()).hasMessage("away");
    clock.at(SECOND);
    cache.fetch("known");
    fetches.remove().complete(Map.of("known", key));

    Duration hourOld = SECOND.plusHours(1);
    clock.at(hourOld);
    cache.find("known");
    fetches.remove().fail("away again");
    clock.at(hourOld.plusSeconds(60).minusMillis(1));
    cache.find("known");
    assertThat(fetches).isEmpty();
    clock.at(hourOld.plusSeconds(60));
    cache.find("known");
    assertThat(fetches).hasSize(1);
  }
}
