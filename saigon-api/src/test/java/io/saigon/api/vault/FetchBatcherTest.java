package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static io.saigon.api.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FetchBatcherTest {
  private static final SecretVaultOptions DEFAULTS = SecretVaultOptions.defaults();

  private final FakeStore store = new FakeStore();
  private final MovedTime time = new MovedTime();

  private SecretVault open(Vertx vertx, SecretSource source, SecretVaultOptions options) {
    return CachingVault.create(vertx, "v", source, options, time::on);
  }

  @Test
  void aFetchTimesOutByATimerOfTheVault(Vertx vertx) throws InterruptedException {
    store.gate = Promise.<Void>promise().future();
    SecretVault vault = open(vertx, store, DEFAULTS);
    Future<String> read = vault.secretString("n");
    until(() -> store.calls.size() == 1);
    time.advance(Duration.ofMillis(29_999));
    assertThat(read.isComplete()).isFalse();
    time.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(TransportException.class).isThrownBy(() -> get(read));
    assertThat(time.timers()).as("but that of the secret itself").isEqualTo(1);
  }

  @Test
  void callsUnderWayAreLimited(Vertx vertx) throws InterruptedException {
    Promise<Void> gate = Promise.promise();
    store.gate = gate.future();
    SecretVault vault = open(vertx, store, DEFAULTS.withMaxConcurrentFetches(3));
    List<Future<String>> reads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      store.put("k" + i, "x", "1");
      reads.add(vault.secretString("k" + i));
    }
    until(() -> store.calls.size() == 3);
    time.advance(Duration.ZERO);
    assertThat(store.calls).hasSize(3);
    gate.complete();
    get(Future.join(reads));
    assertThat(store.calls).hasSize(20);
  }

  @Test
  void aCallThatTimesOutMakesRoomForTheNextOne(Vertx vertx) throws InterruptedException {
    store.put("b", "x", "1").gate = Promise.<Void>promise().future();
    SecretVault vault = open(vertx, store, DEFAULTS.withMaxConcurrentFetches(1));
    Future<String> hangs = vault.secretString("a");
    until(() -> store.calls.size() == 1);
    store.gate = Future.succeededFuture();
    time.advance(Duration.ofSeconds(10));
    Future<String> waits = vault.secretString("b");
    time.advance(Duration.ofSeconds(19));
    assertThat(store.calls).hasSize(1);
    time.advance(Duration.ofSeconds(1));
    assertThat(hangs.cause()).isInstanceOf(TransportException.class);
    assertThat(get(waits)).isEqualTo("x");
  }

  @Test
  void noMoreThanTenThousandSecretsWait(Vertx vertx) {
    store.gate = Promise.<Void>promise().future();
    SecretVault vault = open(vertx, store, DEFAULTS);
    for (int i = 0; i < 10_000; i++) {
      vault.secretString("k" + i);
    }
    assertThatExceptionOfType(ThrottledException.class)
        .isThrownBy(() -> get(vault.secretString("one more")))
        .withMessage("Vault v has 10000 secrets to fetch already; read fewer at a time");
    assertThat(store.calls).hasSize(32);
  }

  @Test
  void batchesAreRetriedSomeTimeAfterARefusal(Vertx vertx) {
    store.batchSize = 10;
    store.batchFailure = new AccessDeniedException("no", null, null);
    SecretVault vault = open(vertx, store.put("a", "1", "1").put("b", "2", "1"), DEFAULTS);
    assertThat(both(vault)).hasSize(3);
    vault.invalidateAll();
    assertThat(both(vault)).containsExactly("a", "b");
    time.advance(Duration.ofMinutes(5));
    store.batchFailure = null;
    vault.invalidateAll();
    assertThat(both(vault)).containsExactly("[a, b]");
  }

  private List<String> both(SecretVault vault) {
    store.calls.clear();
    get(vault.secrets(String.class, List.of("a", "b")));
    return store.calls;
  }

  @Test
  void aSourceThatBreaksItsContractIsNamed(Vertx vertx) {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(
            () -> get(open(vertx, id -> Future.succeededFuture(), DEFAULTS).secretString("n")))
        .withMessageContaining("vault v can't be used for secret n: it gave null");
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> get(open(vertx, id -> null, DEFAULTS).secretString("n")))
        .withMessage(
            "Vault v could not fetch secret n (java.lang.NullPointerException); see the cause");
  }
}
