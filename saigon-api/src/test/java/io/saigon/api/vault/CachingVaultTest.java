package io.saigon.api.vault;

import static io.saigon.api.vault.Futures.get;
import static io.saigon.api.vault.Futures.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  void aSecretNobodyReadsIsNotFetchedForever(Vertx vertx) {
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
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    Future<String> before = vault.secretString("db");
    until(() -> store.calls.size() == 1);
    vault.invalidate("db");
    Future<String> after = vault.secretString("db");
    gate.complete();
    assertThat(get(before)).isEqualTo(ANN);
    assertThat(get(after)).isEqualTo(ANN);
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
  void aChangeIsPublishedToListenersAndOnTheEventBusWithoutTheValue(Vertx vertx)
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
  void whatManyCallersReadAtOnceIsReadInFullBatches() {
    store.batchSize = 20;
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    SecretVault vault = SecretVault.create(vertx, "v", store);
    List<Future<String>> reads = new ArrayList<>();
    Promise<Void> asked = Promise.promise();
    // One event loop, so that what is asked for in one turn of it arrives as one.
    vertx.runOnContext(
        v -> {
          for (int i = 0; i < 45; i++) {
            store.put("k" + i, "v" + i, "1");
            reads.add(vault.secretString("k" + i));
            reads.add(vault.secretString("k" + i));
          }
          asked.complete();
        });
    get(asked.future());
    get(Future.join(reads));
    assertThat(reads.get(89).result()).isEqualTo("v44");
    assertThat(store.calls).hasSize(3);
    get(vertx.close());
  }

  @Test
  void aKeyThatTheStoreRefusesFailsNobodyElsesRead(Vertx vertx) {
    store.batchSize = 10;
    store.put("a", "1", "1");
    store.batchFailure =
        new ServiceException(
            "malformed", new ServiceError("ssm", 400, "ValidationException", null), null);
    SecretVault vault = SecretVault.create(vertx, "v", store);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> get(vault.secrets(Integer.class, List.of("a", "malformed"))));
    assertThat(vault.secret(Integer.class, "a").result()).isEqualTo(1);
  }

  @Test
  void aStoreInTroubleIsNotAskedForEachAgain(Vertx vertx) {
    store.batchSize = 10;
    store.put("a", "1", "1").put("b", "2", "1");
    SecretVault vault = moved(vertx, store, SecretVaultOptions.defaults());
    for (Throwable trouble :
        List.of(
            new ThrottledException("slow down", null, null),
            new TransportException("down", null),
            new ServiceException("oops", new ServiceError("ssm", 500, null, null), null))) {
      vault.invalidateAll();
      store.calls.clear();
      store.batchFailure = trouble;
      assertThatExceptionOfType(SaigonException.class)
          .isThrownBy(() -> get(vault.secrets(Integer.class, List.of("a", "b"))))
          .isSameAs(trouble);
      assertThat(store.calls).hasSize(1);
    }
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
    store.batchSize = 10;
    store.batchFailure = new AccessDeniedException("no", null, null);
    SecretVault vault = SecretVault.create(vertx, "v", store.put("a", "1", "1").put("b", "2", "1"));
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
