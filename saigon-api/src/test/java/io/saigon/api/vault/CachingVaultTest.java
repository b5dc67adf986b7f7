package io.saigon.api.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.AccessDeniedException;
import io.saigon.api.NotFoundException;
import io.saigon.api.TransportException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CachingVaultTest {
  record Login(String user, String password) {}

  private static final String ANN = "{\"user\":\"ann\",\"password\":\"s3cret-1\"}";
  private static final String ANN_ROTATED = "{\"user\":\"ann\",\"password\":\"s3cret-2\"}";
  private static final SecretVaultOptions SHORT =
      SecretVaultOptions.defaults()
          .withTtl(Duration.ofMillis(200))
          .withNegativeTtl(Duration.ofMillis(200));

  private final FakeStore store = new FakeStore();

  private static <T> T get(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
      Thread.sleep(5);
    }
  }

  @Test
  void aSecretIsFetchedOnceAndTheSameDecodedValueIsHandedOut(Vertx vertx) {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    Login first = get(vault.secret(Login.class, "db"));
    Future<Login> hit = vault.secret(Login.class, "db");
    assertThat(hit.isComplete()).isTrue();
    assertThat(hit.result()).isSameAs(first).isEqualTo(new Login("ann", "s3cret-1"));
    assertThat(vault.secret(Login.class, "db")).isSameAs(hit);
    assertThat(store.calls).hasSize(1);
  }

  @Test
  void anotherModelOfACachedSecretNeedsNoFetch(Vertx vertx) {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    get(vault.secret(Login.class, "db"));
    assertThat(get(vault.secretString("db"))).isEqualTo(ANN);
    assertThat(get(vault.secret(JsonObject.class, "db")).getString("user")).isEqualTo("ann");
    assertThat(get(vault.secretValue(SecretId.of("db"))).version()).isEqualTo("1");
    assertThat(store.calls).hasSize(1);
  }

  @Test
  void everyReaderOfAJsonObjectGetsItsOwn(Vertx vertx) {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    get(vault.secret(JsonObject.class, "db")).put("user", "eve");
    assertThat(get(vault.secret(JsonObject.class, "db")).getString("user")).isEqualTo("ann");
  }

  @Test
  void manyCallersOfAMissingValueShareOneFetch(Vertx vertx) {
    Promise<Void> gate = Promise.promise();
    store.gate = gate.future();
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    List<Future<Login>> reads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      reads.add(vault.secret(Login.class, "db"));
    }
    gate.complete();
    get(Future.join(reads));
    assertThat(store.calls).hasSize(1);
  }

  @Test
  void aFetchedSecretArrivesOnTheCallersContext(Vertx vertx) throws InterruptedException {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    Context caller = vertx.getOrCreateContext();
    BlockingQueue<Context> seen = new LinkedBlockingQueue<>();
    caller.runOnContext(
        v -> vault.secretString("db").onComplete(r -> seen.add(Vertx.currentContext())));
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isSameAs(caller);
  }

  @Test
  void aSecretInUseIsRefreshedAheadOfExpiryWithoutAMiss(Vertx vertx) throws InterruptedException {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"), SHORT);
    get(vault.secret(Login.class, "db"));
    store.put("db", ANN_ROTATED, "2");
    until(
        () -> {
          Future<Login> read = vault.secret(Login.class, "db");
          assertThat(read.isComplete()).as("served from the cache").isTrue();
          return read.result().password().equals("s3cret-2");
        });
  }

  @Test
  void aSecretNobodyReadsIsNotFetchedForever(Vertx vertx) throws InterruptedException {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"), SHORT);
    get(vault.secretString("db"));
    until(() -> !vault.secretString("db").isComplete() || store.calls.size() > 1);
    int calls = store.calls.size();
    Thread.sleep(1_000);
    assertThat(store.calls.size()).isLessThanOrEqualTo(calls + 1);
  }

  @Test
  void aStaleValueIsServedWhileTheStoreIsDown(Vertx vertx) throws InterruptedException {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"), SHORT);
    get(vault.secretString("db"));
    store.failure = new TransportException("down", null);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(800);
    while (System.nanoTime() < end) {
      assertThat(vault.secretString("db").result()).isEqualTo(ANN);
      Thread.sleep(10);
    }
    assertThat(store.calls).hasSizeGreaterThan(1);
  }

  @Test
  void aStaleValueIsNotServedBeyondItsBound(Vertx vertx) throws InterruptedException {
    SecretVault vault =
        SecretVault.create(
            vertx, "v", store.put("db", ANN, "1"), SHORT.withMaxStale(Duration.ofMillis(300)));
    get(vault.secretString("db"));
    store.failure = new TransportException("down", null);
    until(() -> !vault.secretString("db").succeeded());
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> get(vault.secretString("db")));
  }

  @Test
  void aDeletedSecretIsNotServedStale(Vertx vertx) throws InterruptedException {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"), SHORT);
    get(vault.secretString("db"));
    store.values.clear();
    until(() -> vault.secretString("db").failed() || !vault.secretString("db").isComplete());
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> get(vault.secretString("db")));
  }

  @Test
  void aMissingSecretIsRememberedForAShortTime(Vertx vertx) throws InterruptedException {
    SecretVault vault = SecretVault.create(vertx, "v", store, SHORT);
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> get(vault.secretString("db")))
          .withMessage("There is no secret db");
    }
    assertThat(store.calls).hasSize(1);
    store.put("db", ANN, "1");
    until(() -> !get(vault.secretString("db").otherwise("")).isEmpty());
  }

  @Test
  void invalidateMakesTheNextReadFetch(Vertx vertx) {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    get(vault.secretString("db"));
    store.put("db", ANN_ROTATED, "2");
    vault.invalidate("db");
    assertThat(get(vault.secretString("db"))).isEqualTo(ANN_ROTATED);
    vault.invalidateAll();
    get(vault.secretString("db"));
    assertThat(store.calls).hasSize(3);
  }

  @Test
  void aFetchBegunBeforeInvalidateDoesNotFillTheCache(Vertx vertx) throws InterruptedException {
    Promise<Void> gate = Promise.promise();
    store.gate = gate.future();
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    Future<String> before = vault.secretString("db");
    until(() -> store.calls.size() == 1);
    vault.invalidate("db");
    Future<String> after = vault.secretString("db");
    until(() -> store.calls.size() == 2);
    gate.complete();
    assertThat(get(before)).isEqualTo(ANN);
    assertThat(get(after)).isEqualTo(ANN);
  }

  @Test
  void refreshKeepsTheOldValueWhenTheStoreFails(Vertx vertx) {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    get(vault.secretString("db"));
    store.failure = new TransportException("down", null);
    assertThatExceptionOfType(TransportException.class).isThrownBy(() -> get(vault.refresh("db")));
    assertThat(vault.secretString("db").result()).isEqualTo(ANN);
    store.failure = null;
    store.put("db", ANN_ROTATED, "2");
    get(vault.refresh("db"));
    assertThat(vault.secretString("db").result()).isEqualTo(ANN_ROTATED);
  }

  @Test
  void aChangeIsToldToListenersAndOnTheEventBusWithoutTheValue(Vertx vertx)
      throws InterruptedException {
    BlockingQueue<SecretChange> heard = new LinkedBlockingQueue<>();
    BlockingQueue<JsonObject> onBus = new LinkedBlockingQueue<>();
    vertx.eventBus().<JsonObject>consumer(SecretChange.ADDRESS, m -> onBus.add(m.body()));
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    Runnable stop = vault.onChange(heard::add);
    get(vault.secretString("db"));
    store.put("db", ANN_ROTATED, "2");
    get(vault.refresh("db"));
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new SecretChange("v", "db", "2"));
    assertThat(onBus.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new JsonObject().put("vault", "v").put("key", "db").put("version", "2"));
    stop.run();
    store.put("db", ANN, "3");
    get(vault.refresh("db"));
    assertThat(onBus.poll(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(heard).isEmpty();
  }

  @Test
  void aChangeIsNoticedAfterInvalidateToo(Vertx vertx) throws InterruptedException {
    BlockingQueue<SecretChange> heard = new LinkedBlockingQueue<>();
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    vault.onChange(heard::add);
    get(vault.secretString("db"));
    store.put("db", ANN_ROTATED, "2");
    vault.invalidate("db");
    get(vault.secretString("db"));
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new SecretChange("v", "db", "2"));
  }

  @Test
  void vaultsOfOneNameHearEachOthersChanges(Vertx vertx) throws InterruptedException {
    SecretVault one = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    SecretVault other = SecretVault.create(vertx, "v", store);
    SecretVault stranger = SecretVault.create(vertx, "w", store);
    get(Future.join(one.secretString("db"), other.secretString("db"), stranger.secretString("db")));
    store.put("db", ANN_ROTATED, "2");
    get(one.refresh("db"));
    until(() -> ANN_ROTATED.equals(other.secretString("db").result()));
    assertThat(stranger.secretString("db").result()).isEqualTo(ANN);
  }

  @Test
  void junkOnTheAddressOfChangesIsPassedOver(Vertx vertx) throws InterruptedException {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    get(vault.secretString("db"));
    vertx.eventBus().publish(SecretChange.ADDRESS, "junk");
    vertx.eventBus().publish(SecretChange.ADDRESS, new JsonObject().put("vault", 1));
    store.put("db", ANN_ROTATED, "2");
    vertx
        .eventBus()
        .publish(SecretChange.ADDRESS, new JsonObject().put("vault", "v").put("key", "db"));
    until(() -> ANN_ROTATED.equals(vault.secretString("db").result()));
  }

  @Test
  void severalSecretsAreReadInOneCall(Vertx vertx) {
    store.batchSize = 20;
    SecretVault vault = SecretVault.create(vertx, "v", store.put("a", "1", "1").put("b", "2", "1"));
    assertThat(get(vault.secrets(Integer.class, List.of("a", "b", "a"))))
        .isEqualTo(Map.of("a", 1, "b", 2));
    assertThat(store.calls).containsExactly("[a, b]");
  }

  @Test
  void severalSecretsThatDoNotExistAreListedTogether(Vertx vertx) {
    store.batchSize = 20;
    SecretVault vault = SecretVault.create(vertx, "v", store.put("a", "1", "1"));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> get(vault.secrets(Integer.class, List.of("x", "a", "y"))))
        .withMessage("Vault v does not hold [x, y]; create them or correct the keys");
  }

  @Test
  void withoutThePermissionToReadSeveralEachIsReadByItself(Vertx vertx) {
    FakeStore refusing = store.put("a", "1", "1").put("b", "2", "1");
    SecretVault vault =
        SecretVault.create(
            vertx,
            "v",
            new io.saigon.api.spi.SecretSource() {
              @Override
              public Future<SecretValue> fetch(SecretId id) {
                return refusing.fetch(id);
              }

              @Override
              public int batchSize() {
                return 10;
              }

              @Override
              public Future<Map<SecretId, SecretValue>> fetchAll(List<SecretId> ids) {
                return Future.failedFuture(new AccessDeniedException("no", null, null));
              }
            });
    assertThat(get(vault.secrets(Integer.class, List.of("a", "b"))))
        .isEqualTo(Map.of("a", 1, "b", 2));
  }

  @Test
  void aStoreThatNeverAnswersIsGivenUp(Vertx vertx) {
    store.gate = Promise.<Void>promise().future();
    SecretVault vault =
        SecretVault.create(
            vertx,
            "v",
            store,
            SecretVaultOptions.defaults().withFetchTimeout(Duration.ofMillis(50)));
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> get(vault.secretString("db")))
        .withMessage("Vault v gave no answer for db within 50 ms; check that it can be reached");
  }

  @Test
  void aClosedVaultSaysSo(Vertx vertx) {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    get(vault.secretString("db"));
    get(vault.close());
    get(vault.close());
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> get(vault.secretString("db")))
        .withMessage("Vault v is closed; create another");
  }
}
