package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static io.saigon.api.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CachingVaultTest {
  record Login(String user, String password) {}

  private static final String ANN = "{\"user\":\"ann\",\"password\":\"s3cret-1\"}";
  private static final String ANN_ROTATED = "{\"user\":\"ann\",\"password\":\"s3cret-2\"}";
  private static final Duration TTL = SecretVaultOptions.defaults().ttl();

  private final FakeStore store = new FakeStore();
  private final MovedTime time = new MovedTime();

  private SecretVault moved(Vertx vertx, FakeStore store, SecretVaultOptions options) {
    return CachingVault.create(vertx, "v", store, options, time::on);
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
  void aSecretInUseIsRefreshedAheadOfExpiryWithoutAMiss(Vertx vertx) {
    SecretVault vault = moved(vertx, store.put("db", ANN, "1"), SecretVaultOptions.defaults());
    get(vault.secret(Login.class, "db"));
    store.put("db", ANN_ROTATED, "2");
    time.advance(TTL.multipliedBy(74).dividedBy(100));
    assertThat(vault.secret(Login.class, "db").result().password()).isEqualTo("s3cret-1");
    assertThat(store.calls).hasSize(1);
    time.advance(TTL.multipliedBy(22).dividedBy(100));
    assertThat(vault.secret(Login.class, "db").result().password())
        .as("served from the cache")
        .isEqualTo("s3cret-2");
    assertThat(store.calls).hasSize(2);
  }

  @Test
  void secretsReadTogetherAreNotRefreshedAllAtOnce(Vertx vertx) {
    SecretVault vault = moved(vertx, store, SecretVaultOptions.defaults());
    for (int i = 0; i < 100; i++) {
      store.put("k" + i, "x", "1");
      get(vault.secretString("k" + i));
      vault.secretString("k" + i);
    }
    time.advance(TTL.multipliedBy(85).dividedBy(100));
    assertThat(store.calls).hasSizeBetween(110, 190);
    time.advance(TTL.multipliedBy(11).dividedBy(100));
    assertThat(store.calls).hasSize(200);
  }

  @Test
  void anUnusedSecretIsNotRefreshedForever(Vertx vertx) {
    SecretVault vault = moved(vertx, store.put("db", ANN, "1"), SecretVaultOptions.defaults());
    get(vault.secretString("db"));
    vault.secretString("db");
    time.advance(Duration.ofHours(1));
    assertThat(store.calls).hasSize(2);
    get(vault.secretString("db"));
    assertThat(store.calls).as("forgotten, so asked for").hasSize(3);
  }

  @Test
  void aStaleValueIsServedWithinItsBoundWhileTheStoreIsDown(Vertx vertx) {
    SecretVaultOptions options = SecretVaultOptions.defaults().withMaxStale(Duration.ofMinutes(10));
    SecretVault vault = moved(vertx, store.put("db", ANN, "1"), options);
    get(vault.secretString("db"));
    vault.secretString("db");
    store.failure = new TransportException("down", null);
    time.advance(TTL.plusMinutes(10).minusSeconds(1));
    assertThat(vault.secretString("db").result()).isEqualTo(ANN);
    assertThat(store.calls).as("asked again, but ever more seldom").hasSizeBetween(10, 40);
    time.advance(Duration.ofSeconds(1));
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> get(vault.secretString("db")));
    store.failure = null;
    time.advance(Duration.ofSeconds(12));
    assertThat(get(vault.secretString("db"))).isEqualTo(ANN);
  }

  @Test
  void aStoreThatDoesNotAnswerDoesNotExtendTheBound(Vertx vertx) {
    SecretVaultOptions options = SecretVaultOptions.defaults().withMaxStale(Duration.ofMinutes(10));
    SecretVault vault = moved(vertx, store.put("db", ANN, "1"), options);
    get(vault.secretString("db"));
    vault.secretString("db");
    store.gate = Promise.<Void>promise().future();
    time.advance(TTL.plusMinutes(10).minusSeconds(1));
    assertThat(vault.secretString("db").result()).isEqualTo(ANN);
    time.advance(Duration.ofSeconds(1));
    assertThat(vault.secretString("db").succeeded()).isFalse();
  }

  @Test
  void aDeletedSecretIsNotServedStale(Vertx vertx) {
    SecretVault vault = moved(vertx, store.put("db", ANN, "1"), SecretVaultOptions.defaults());
    get(vault.secretString("db"));
    vault.secretString("db");
    store.values.clear();
    time.advance(TTL.multipliedBy(96).dividedBy(100));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> get(vault.secretString("db")));
  }

  @Test
  void aSecretThatMayNoLongerBeReadIsServedOnlyWhileItIsFresh(Vertx vertx) {
    SecretVault vault = moved(vertx, store.put("db", ANN, "1"), SecretVaultOptions.defaults());
    get(vault.secretString("db"));
    vault.secretString("db");
    store.failure = new AccessDeniedException("no", null, null);
    time.advance(TTL.minusMillis(1));
    assertThat(vault.secretString("db").result()).isEqualTo(ANN);
    time.advance(Duration.ofMillis(2));
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> get(vault.secretString("db")));
  }

  @Test
  void aMissingSecretIsRememberedForAShortTime(Vertx vertx) {
    SecretVault vault = moved(vertx, store, SecretVaultOptions.defaults());
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> get(vault.secretString("db")))
          .withMessage("There is no secret db");
    }
    assertThat(store.calls).hasSize(1);
    store.put("db", ANN, "1");
    time.advance(SecretVaultOptions.defaults().negativeTtl());
    assertThat(get(vault.secretString("db"))).isEqualTo(ANN);
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
    store.answers.add(SecretValue.ofText(SecretId.of("db"), ANN, "1"));
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN_ROTATED, "2"));
    Future<String> before = vault.secretString("db");
    until(() -> store.calls.size() == 1);
    vault.invalidate("db");
    Future<String> after = vault.secretString("db");
    gate.complete();
    assertThat(get(before)).as("invalidated after it was asked for").isIn(ANN, ANN_ROTATED);
    assertThat(get(after)).isEqualTo(ANN_ROTATED);
    assertThat(vault.secretString("db").result()).as("cached").isEqualTo(ANN_ROTATED);
    assertThat(store.calls).hasSize(2);
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
  void aFetchThatNeverCompletesTimesOut(Vertx vertx) {
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
  void aCallWithoutAKeyNamesWhatIsMissing(Vertx vertx) {
    SecretVault vault = SecretVault.create(vertx, "v", store);
    assertThatNullPointerException()
        .isThrownBy(() -> vault.secretString((String) null))
        .withMessage("key");
    assertThatNullPointerException()
        .isThrownBy(() -> vault.secretString((SecretId) null))
        .withMessage("id");
  }

  @Test
  void aTypeThatIsNoModelFailsTheRead(Vertx vertx) {
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    Type noModel =
        new Type() {
          @Override
          public String getTypeName() {
            return "noModel";
          }
        };
    TypeReference<Object> reference =
        new TypeReference<>() {
          @Override
          public Type getType() {
            return noModel;
          }
        };
    assertThatExceptionOfType(SecretMappingException.class)
        .isThrownBy(() -> get(vault.secret(reference, SecretId.of("db"))))
        .withMessageStartingWith("Secret db could not be decoded into noModel");
  }
}
