package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static io.saigon.api.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Times of one secret's fetches; time stands still until a test moves it. */
@ExtendWith(VertxExtension.class)
class CachedSecretTest {
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final Duration STALE = Duration.ofMinutes(10);

  private final FakeStore store = new FakeStore();
  private final MovedTime time = new MovedTime();
  private Vertx vertx;
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    vault =
        CachingVault.create(
            vertx,
            "v",
            store.put("n", "1", "v1"),
            SecretVaultOptions.defaults().withTtl(TTL).withMaxStale(STALE),
            time::on);
    time.advance(Duration.ofHours(1));
  }

  private static Throwable failure(Future<?> future) {
    return get(future.transform(done -> Future.succeededFuture(done.cause())));
  }

  @Test
  void aSecretThatIsReadOnceIsRefreshedOnceAndThenForgotten() {
    get(vault.secretString("n"));
    time.advance(TTL);
    assertThat(store.calls).hasSize(2);
    time.advance(TTL);
    assertThat(store.calls).hasSize(2);
    assertThat(time.timers()).as("timers").isZero();
  }

  @Test
  void theAgeOfAHandleBeginsAtItsLastFetch() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    assertThat(ref.age()).isZero();
    time.advance(Duration.ofMinutes(1));
    assertThat(ref.age()).isEqualTo(Duration.ofMinutes(1));
    get(vault.refresh("n"));
    assertThat(ref.age()).isZero();
  }

  @Test
  void aHandleThatEndsSaysForHowLongTheSecretCouldNotBeFetched() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.failure = new TransportException("down", null);
    time.advance(TTL.plus(STALE));
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(ref::current)
        .withMessage(
            "Secret n could not be fetched for 900000 ms; check that vault v can be reached")
        .withCause(store.failure);
  }

  @Test
  void aHandleOfASecretThatMayNoLongerBeReadEndsWithTheRefusal() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.failure = new AccessDeniedException("denied", null, null);
    time.advance(TTL);
    assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(ref::current);
  }

  @Test
  void aHandleTriesAgainWithinASecondOfRefreshesThatWereTooMany() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.failure = new TransportException("down", null);
    time.advance(Duration.ofMinutes(12));
    refreshTooOften();
    store.failure = null;
    store.put("n", "2", "v2");
    time.advance(Duration.ofSeconds(1));
    assertThat(ref.current()).isEqualTo(2);
  }

  @Test
  void aHandleTriesAgainWithinASecondOfInvalidationsThatWereTooMany() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.failure = new TransportException("down", null);
    time.advance(Duration.ofMinutes(12));
    refreshTooOften();
    vault.invalidate("n");
    store.failure = null;
    store.put("n", "2", "v2");
    time.advance(Duration.ofSeconds(1));
    assertThat(ref.current()).isEqualTo(2);
  }

  private void refreshTooOften() {
    for (int i = 0; i < 10; i++) {
      assertThat(failure(vault.refresh("n"))).isInstanceOf(TransportException.class);
    }
  }

  @Test
  void anAnnouncedVersionThatIsKnownIsNotFetchedAgain() {
    get(vault.secretString("n"));
    store.put("m", "1", "v1");
    get(vault.secretString("m"));
    announce("n", "v1");
    announce("n", "v0");
    until(() -> store.calls.equals(List.of("n", "m", "n")));
    announce("n", "v1");
    announce("m", null);
    until(() -> store.calls.size() == 4);
    assertThat(store.calls).endsWith("m");
  }

  private void announce(String key, String version) {
    vertx
        .eventBus()
        .publish(
            SecretChange.ADDRESS,
            new JsonObject().put("vault", "v").put("key", key).put("version", version));
  }

  @Test
  void aFailingStoreIsSparedBySecretsOfAShortLifetimeToo() {
    MovedTime ownTime = new MovedTime();
    SecretVault brief =
        CachingVault.create(
            vertx,
            "brief",
            store,
            SecretVaultOptions.defaults().withTtl(Duration.ofMillis(100)),
            ownTime::on);
    store.failure = new TransportException("down", null);
    for (int i = 0; i < 1_200; i++) {
      assertThat(failure(brief.secretString("n"))).isInstanceOf(TransportException.class);
      ownTime.advance(Duration.ofMillis(50));
    }
    assertThat(store.calls).as("in a minute").hasSizeBetween(8, 16);
  }
}
