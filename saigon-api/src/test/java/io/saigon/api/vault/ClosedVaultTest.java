package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static io.saigon.api.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.ClosedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(VertxExtension.class)
class ClosedVaultTest {
  private final FakeStore store = new FakeStore().put("n", "1", "1");
  private final MovedTime time = new MovedTime();

  private SecretVault open(Vertx vertx) {
    return CachingVault.create(vertx, "v", store, SecretVaultOptions.defaults(), time::on);
  }

  private static void isClosed(Future<?> call) {
    assertThat(call.failed()).as("at once").isTrue();
    assertThat(call.cause())
        .isInstanceOf(ClosedException.class)
        .hasMessage("Vault v is closed; create another");
  }

  static Stream<Named<Function<SecretVault, Future<?>>>> calls() {
    return Stream.of(
        Named.of("secret", v -> v.secret(Integer.class, "n")),
        Named.of("secret by id", v -> v.secret(Integer.class, SecretId.of("n"))),
        Named.of("secretString", v -> v.secretString("n")),
        Named.of("secretValue", v -> v.secretValue(SecretId.of("n"))),
        Named.of("secrets", v -> v.secrets(Integer.class, List.of("n"))),
        Named.of("secretMapping", v -> v.secretMapping(Map.class, Map.of("n", "n"), Map.of())),
        Named.of("ref", v -> v.ref(Integer.class, "n")),
        Named.of("refresh", v -> v.refresh("n")));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyCallFailsAtOnce(Function<SecretVault, Future<?>> call, Vertx vertx) {
    SecretVault vault = open(vertx);
    get(call.apply(vault));
    Future<Void> closing = vault.close();
    isClosed(call.apply(vault));
    get(closing);
    isClosed(call.apply(vault));
    get(vault.close());
  }

  @Test
  void listenersAreRefusedAndInvalidationDoesNothing(Vertx vertx) {
    SecretVault vault = open(vertx);
    get(vault.close());
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> vault.onChange(change -> {}));
    assertThatExceptionOfType(ClosedException.class)
        .isThrownBy(() -> vault.onRefreshFailure(failure -> {}));
    vault.invalidate("n");
    vault.invalidateAll();
  }

  @Test
  void readsUnderWayAndLaterOnesFailAndFetchNothing(Vertx vertx) throws InterruptedException {
    SecretVault vault = open(vertx);
    Promise<Void> gate = Promise.promise();
    store.gate = gate.future();
    Future<String> read = vault.secretString("n");
    until(() -> store.calls.size() == 1);
    Future<Void> refresh = vault.refresh("n");
    Future<SecretRef<Integer>> ref = vault.ref(Integer.class, "n");
    get(vault.close());
    assertThat(List.of(read, refresh, ref))
        .allSatisfy(call -> assertThat(call.cause()).isInstanceOf(ClosedException.class));
    gate.complete();
    time.advance(Duration.ofHours(1));
    assertThat(store.calls).hasSize(1);
  }

  @Test
  void noTimerIsLeft(Vertx vertx) throws InterruptedException {
    SecretVault vault = open(vertx);
    get(vault.ref(Integer.class, "n"));
    store.gate = Promise.<Void>promise().future();
    vault.secretString("never answered");
    until(() -> store.calls.size() == 2);
    get(vault.close());
    assertThat(time.timers()).isZero();
  }

  @Test
  void aChangeIsNotFetched(Vertx vertx) {
    SecretVault vault = open(vertx);
    get(vault.secretString("n"));
    get(vault.close());
    JsonObject change = new JsonObject().put("vault", "v").put("key", "n");
    vertx.eventBus().publish(SecretChange.ADDRESS, change);
    time.advance(Duration.ofHours(1));
    assertThat(store.calls).hasSize(1);
  }

  @Test
  void itsHandlesFailAndClosedOnesKeepTheirValues(Vertx vertx) {
    SecretVault vault = open(vertx);
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    SecretRef<Integer> closed = get(vault.ref(Integer.class, "n"));
    closed.close();
    get(vault.close());
    assertThatExceptionOfType(ClosedException.class).isThrownBy(ref::current);
    assertThat(closed.current()).isEqualTo(1);
  }

  @Test
  void aVaultIsClosedWithItsVertx() {
    Vertx ownVertx = Vertx.vertx();
    SecretVault vault = open(ownVertx);
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    get(ownVertx.close());
    isClosed(vault.secretString("n"));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(ref::current);
    get(vault.close());
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> open(ownVertx));
  }

  @Test
  void aClosedChainLeavesItsVaultsAlone(Vertx vertx) {
    SecretVault vault = open(vertx);
    SecretVault chain = SecretVault.chain(vertx, vault);
    get(chain.secretString("n"));
    get(chain.close());
    store.calls.clear();
    assertThat(chain.refresh("n").cause()).isInstanceOf(ClosedException.class);
    chain.invalidate("n");
    chain.invalidateAll();
    assertThat(get(vault.secretString("n"))).isEqualTo("1");
    assertThat(store.calls).isEmpty();
  }
}
