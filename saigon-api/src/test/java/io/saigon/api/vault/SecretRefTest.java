package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static io.saigon.api.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.FileNotFoundException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SecretRefTest {
  private static final Duration TTL = Duration.ofMinutes(5);

  private final FakeStore store = new FakeStore();
  private final MovedTime time = new MovedTime();
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    store.put("n", "1", "v1");
    vault =
        CachingVault.create(
            vertx,
            "v",
            store,
            SecretVaultOptions.defaults().withTtl(TTL).withMaxStale(Duration.ofMinutes(10)),
            time::on);
  }

  @Test
  void aHandleIsRefreshedWithoutReads() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    assertThat(ref.current()).isEqualTo(1);
    assertThat(ref.version()).isEqualTo("v1");
    store.put("n", "2", "v2");
    time.advance(TTL);
    assertThat(ref.current()).isEqualTo(2);
    assertThat(ref.version()).isEqualTo("v2");
    store.put("n", "3", "v3");
    time.advance(TTL);
    assertThat(ref.current()).isEqualTo(3);
    assertThat(ref.toString()).isEqualTo("SecretRef[Integer, version=v3]");
  }

  @Test
  void aHandleHasTheNewValueAfterInvalidate() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.put("n", "2", "v2");
    vault.invalidate("n");
    time.advance(Duration.ofMillis(1));
    assertThat(ref.current()).isEqualTo(2);
  }

  @Test
  void aHandlesAgeGrowsWhileTheStoreIsDownUntilItFails() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.failure = new TransportException("down", null);
    time.advance(Duration.ofMinutes(14));
    assertThat(ref.age()).isEqualTo(Duration.ofMinutes(14));
    assertThat(ref.current()).isEqualTo(1);
    time.advance(Duration.ofMinutes(1));
    assertThatExceptionOfType(TransportException.class).isThrownBy(ref::current);
    store.failure = null;
    time.advance(Duration.ofMinutes(1));
    assertThat(ref.current()).isEqualTo(1);
  }

  @Test
  void aHandleOfADeletedSecretThrowsNotFound() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.values.clear();
    time.advance(TTL);
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(ref::current);
  }

  @Test
  void aHandleOfASecretThatNoLongerFitsKeepsTheLastGoodValueForItsTime() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.put("n", "CANARY", "v2");
    time.advance(TTL.multipliedBy(2));
    assertThat(ref.current()).isEqualTo(1);
    assertThat(ref.version()).isEqualTo("v1");
    time.advance(Duration.ofMinutes(5));
    assertThatExceptionOfType(SecretMappingException.class)
        .isThrownBy(ref::current)
        .withMessageNotContaining("CANARY");
    store.put("n", "3", "v3");
    time.advance(Duration.ofSeconds(7));
    assertThat(ref.current()).isEqualTo(3);
  }

  @Test
  void aHandleUnderWayAtAnInvalidationHasTheNewValue() throws Exception {
    Promise<Void> gate = Promise.promise();
    store.gate = gate.future();
    Future<SecretRef<Integer>> opening = vault.ref(Integer.class, "n");
    until(() -> store.calls.size() == 1);
    store.answers.add(store.values.get("n"));
    store.put("n", "2", "v2");
    vault.invalidate("n");
    Promise<Void> nextGate = Promise.promise();
    store.gate = nextGate.future();
    gate.complete();
    until(() -> store.calls.size() == 2);
    time.advance(Duration.ZERO);
    assertThat(opening.isComplete()).isFalse();
    nextGate.complete();
    assertThat(get(opening).current()).isEqualTo(2);
  }

  @Test
  void aHandleWhoseSourceFailsWithACheckedExceptionFailsWithTheReason() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.failure = new FileNotFoundException("gone");
    vault.invalidate("n");
    time.advance(Duration.ofSeconds(1));
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(ref::current)
        .withMessage(
            "Vault v could not fetch secret n (java.io.FileNotFoundException); see the cause")
        .withCause(store.failure);
  }

  @Test
  void aHandleOnAJsonObjectReturnsCopies() {
    store.put("json", "{\"user\":\"ann\"}", "v1");
    SecretRef<JsonObject> ref = get(vault.ref(JsonObject.class, "json"));
    ref.current().put("user", "eve");
    assertThat(ref.current().getString("user")).isEqualTo("ann");
  }

  @Test
  void aClosedHandleKeepsItsValueAndCausesNoMoreFetches() {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    time.advance(TTL);
    assertThat(store.calls).hasSize(2);
    ref.close();
    ref.close();
    time.advance(TTL.multipliedBy(10));
    assertThat(store.calls).hasSize(2);
    assertThat(ref.current()).isEqualTo(1);
  }
}
