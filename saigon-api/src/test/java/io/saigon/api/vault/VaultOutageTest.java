package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static io.saigon.api.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.LogLines;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(VertxExtension.class)
@ResourceLock("log of SecretVault")
class VaultOutageTest {
  private static final ThrottledException SLOW_DOWN =
      new ThrottledException("slow down", null, null);

  private final FakeStore store = new FakeStore();
  private final MovedTime time = new MovedTime();
  private Vertx vertx;
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    vault = CachingVault.create(vertx, "v", store.put("n", "1", "1"), options(), time::on);
  }

  private static SecretVaultOptions options() {
    return SecretVaultOptions.defaults().withMaxStale(Duration.ofMinutes(10));
  }

  private static Throwable failure(Future<?> future) {
    return get(future.transform(done -> Future.succeededFuture(done.cause())));
  }

  @Test
  void aFailingStoreIsCalledWithGrowingPausesHoweverManyRead() {
    store.failure = SLOW_DOWN;
    for (int i = 0; i < 1_200; i++) {
      assertThat(failure(vault.secretString("n"))).isInstanceOf(ThrottledException.class);
      time.advance(Duration.ofMillis(50));
    }
    assertThat(store.calls).as("in a minute").hasSizeBetween(8, 16);
    store.failure = null;
    time.advance(Duration.ofSeconds(12));
    assertThat(get(vault.secretString("n"))).isEqualTo("1");
  }

  @Test
  void duringAPauseReadsFailAtOnceWithTheReasonAndTheTimeOfTheNextTry() {
    store.failure = SLOW_DOWN;
    assertThat(failure(vault.secretString("n"))).hasMessage("slow down");
    assertThat(failure(vault.secretString("n")))
        .isInstanceOf(ThrottledException.class)
        .hasCause(SLOW_DOWN)
        .message()
        .startsWith("slow down; it is not fetched again before 2026-01-01T00:00:00.");
    assertThat(store.calls).hasSize(1);
  }

  @Test
  void invalidateAndRefreshEndAPauseButNotWithoutALimit() {
    store.failure = SLOW_DOWN;
    failure(vault.secretString("n"));
    vault.invalidate("n");
    failure(vault.secretString("n"));
    failure(vault.refresh("n"));
    assertThat(store.calls).hasSize(3);
    for (int i = 0; i < 100; i++) {
      vault.invalidate("n");
      failure(vault.secretString("n"));
      failure(vault.refresh("n"));
    }
    assertThat(store.calls).hasSize(4);
    store.failure = null;
    time.advance(Duration.ofSeconds(1));
    assertThat(get(vault.secretString("n"))).isEqualTo("1");
  }

  @Test
  void aChangeEventEndsAPause() throws InterruptedException {
    get(vault.ref(Integer.class, "n"));
    store.failure = SLOW_DOWN;
    time.advance(options().ttl().plusMinutes(1));
    store.failure = null;
    store.put("n", "2", "2");
    JsonObject change = new JsonObject().put("vault", "v").put("key", "n");
    vertx.eventBus().publish(SecretChange.ADDRESS, change);
    until(() -> "2".equals(get(vault.secretString("n"))));
  }

  @Test
  void aNewValueThatDoesNotFitLeavesTheLastGoodOneServed() {
    get(vault.secret(Integer.class, "n"));
    store.put("n", "CANARY", "2");
    get(vault.refresh("n"));
    assertThat(vault.secret(Integer.class, "n").result()).isEqualTo(1);
    assertThat(get(vault.secretString("n"))).as("what it fits").isEqualTo("CANARY");
    time.advance(Duration.ofMinutes(14));
    assertThat(vault.secret(Integer.class, "n").result()).isEqualTo(1);
    time.advance(Duration.ofMinutes(1));
    assertThat(failure(vault.secret(Integer.class, "n")))
        .isInstanceOf(SecretMappingException.class)
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void aCorrectedSecretIsServedWithinSeconds() {
    get(vault.secret(Integer.class, "n"));
    store.put("n", "CANARY", "2");
    get(vault.refresh("n"));
    vault.secret(Integer.class, "n");
    time.advance(Duration.ofMinutes(2));
    store.put("n", "3", "3");
    time.advance(Duration.ofMillis(6_001));
    assertThat(vault.secret(Integer.class, "n").result()).isEqualTo(3);
  }

  @Test
  void aSecretThatNeverFittedIsServedWithinSecondsOfItsCorrection() {
    store.put("n", "CANARY", "1");
    assertThat(failure(vault.secret(Integer.class, "n")))
        .isInstanceOf(SecretMappingException.class);
    time.advance(Duration.ofMinutes(2));
    store.put("n", "3", "3");
    time.advance(Duration.ofMillis(6_001));
    assertThat(get(vault.secret(Integer.class, "n"))).isEqualTo(3);
    store.calls.clear();
    store.put("n", "CANARY", "4");
    time.advance(Duration.ofHours(1));
    assertThat(store.calls).as("not fetched for ever for nobody").hasSizeBetween(1, 100);
    store.calls.clear();
    time.advance(Duration.ofHours(1));
    assertThat(store.calls).isEmpty();
  }

  @Test
  void refreshesThatFailAreReportedByKeyAndReason() throws InterruptedException {
    BlockingQueue<SecretRefreshFailure> reported = new LinkedBlockingQueue<>();
    Runnable stop = vault.onRefreshFailure(reported::add);
    failure(vault.secretString("missing"));
    get(vault.secret(Integer.class, "n"));
    store.failure = SLOW_DOWN;
    failure(vault.refresh("n"));
    assertThat(reported.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new SecretRefreshFailure("v", SecretId.of("n"), SLOW_DOWN, true));
    store.failure = null;
    store.put("n", "CANARY", "2");
    get(vault.refresh("n"));
    SecretRefreshFailure mappingFailure = reported.poll(10, TimeUnit.SECONDS);
    assertThat(mappingFailure.reason()).isInstanceOf(SecretMappingException.class);
    assertThat(mappingFailure.served()).isTrue();
    assertThat(mappingFailure.toString()).doesNotContain("CANARY");
    store.values.clear();
    failure(vault.refresh("n"));
    SecretRefreshFailure gone = reported.poll(10, TimeUnit.SECONDS);
    assertThat(gone.reason()).isInstanceOf(NotFoundException.class);
    assertThat(gone.served()).isFalse();
    stop.run();
    failure(vault.refresh("n"));
    time.advance(Duration.ZERO);
    assertThat(reported).isEmpty();
  }

  @Test
  void anOutageIsLoggedOnceAtItsStartAndOnceAtItsEnd() {
    for (int i = 0; i < 10; i++) {
      get(vault.ref(String.class, key(i)));
    }
    try (LogLines lines = LogLines.of(SecretVault.class)) {
      store.failure = new TransportException("the store is down", null);
      time.advance(options().ttl().multipliedBy(2));
      assertThat(lines.all())
          .singleElement()
          .asString()
          .startsWith("WARNING Vault v can't refresh secret k")
          .endsWith("; its last good value is served meanwhile: the store is down");
      store.failure = null;
      time.advance(options().ttl());
      assertThat(lines.all()).hasSize(2);
      assertThat(lines.all().get(1))
          .matches("INFO Vault v can refresh secret k\\d again, after \\d+ s");
    }
  }

  @Test
  void theFailureOfOneSecretDoesNotHideAnOutageOfTheOthers() {
    get(vault.ref(String.class, key(1)));
    get(vault.ref(String.class, key(2)));
    try (LogLines lines = LogLines.of(SecretVault.class)) {
      store.values.remove("k1");
      time.advance(options().ttl());
      store.failure = new TransportException("the store is down", null);
      time.advance(options().ttl());
      assertThat(lines.all()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(lines.all().get(0)).contains("secret k1; reads of it fail: There is no secret k1");
      assertThat(lines.all()).anyMatch(line -> line.endsWith("the store is down"));
    }
  }

  private String key(int i) {
    store.put("k" + i, "x", "1");
    return "k" + i;
  }

  @Test
  void aFailureThatTheReaderGetsIsNotLogged() {
    try (LogLines lines = LogLines.of(SecretVault.class)) {
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> get(vault.secretString("missing")));
      assertThat(lines.all()).isEmpty();
    }
  }
}
