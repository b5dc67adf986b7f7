package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static io.saigon.api.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Change events of the event bus, which cannot make a vault call its store at will. */
@ExtendWith(VertxExtension.class)
class ChangeEventsTest {
  private final FakeStore store = new FakeStore();
  private final MovedTime time = new MovedTime();
  private Vertx vertx;
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    store.put("n", "1", "v1").put("last", "1", "v1");
    vault = CachingVault.create(vertx, "v", store, SecretVaultOptions.defaults(), time::on);
    get(Future.join(vault.secretString("n"), vault.secretString("last")));
    store.calls.clear();
  }

  private void publish(String key, String version) {
    JsonObject change = new JsonObject().put("vault", "v").put("key", key).put("version", version);
    vertx.eventBus().publish(SecretChange.ADDRESS, change);
  }

  private long calls(String key) {
    return store.calls.stream().filter(key::equals).count();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFloodOfChangesFetchesASecretOnceASecondAtMost(boolean versions)
      throws InterruptedException {
    for (int i = 0; i < 2_000; i++) {
      publish("n", versions ? "flood-" + i : null);
    }
    publish("last", null);
    until(() -> calls("last") == 1);
    assertThat(calls("n")).isEqualTo(1);
    store.put("n", "2", "v2");
    time.advance(Duration.ofMillis(999));
    assertThat(calls("n")).isEqualTo(1);
    time.advance(Duration.ofMillis(1));
    assertThat(calls("n")).isEqualTo(2);
    assertThat(vault.secretString("n").result()).isEqualTo("2");
    time.advance(Duration.ofSeconds(10));
    assertThat(calls("n")).isEqualTo(2);
  }

  @Test
  void twoHundredInvalidationsMakeOneFetchFollowTheOneUnderWay() throws InterruptedException {
    Promise<Void> gate = Promise.promise();
    store.gate = gate.future();
    List<Future<String>> reads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      vault.invalidate("n");
      reads.add(vault.secretString("n"));
      if (i == 0) {
        until(() -> calls("n") == 1);
      }
    }
    time.advance(Duration.ZERO);
    assertThat(calls("n")).isEqualTo(1);
    gate.complete();
    get(Future.join(reads));
    assertThat(calls("n")).isEqualTo(2);
  }

  @Test
  void invalidationsOfASecretThatAHandleHoldsShareFetchesToo() throws InterruptedException {
    get(vault.ref(Integer.class, "n"));
    Promise<Void> gate = Promise.promise();
    store.gate = gate.future();
    vault.invalidate("n");
    until(() -> calls("n") == 1);
    for (int i = 0; i < 200; i++) {
      vault.invalidate("n");
    }
    gate.complete();
    until(() -> calls("n") == 2);
    time.advance(Duration.ZERO);
    assertThat(calls("n")).isEqualTo(2);
  }
}
