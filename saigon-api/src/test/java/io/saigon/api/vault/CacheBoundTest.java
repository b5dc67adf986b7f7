package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CacheBoundTest {
  private final FakeStore store = new FakeStore();
  private final MovedTime time = new MovedTime();
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    SecretVaultOptions options = SecretVaultOptions.defaults().withMaxEntries(3);
    vault = CachingVault.create(vertx, "v", store, options, time::on);
  }

  private String read(String key) {
    store.put(key, "value of " + key, "1");
    return get(vault.secretString(key));
  }

  private boolean isKept(String key) {
    int before = store.calls.size();
    get(vault.secretString(key));
    return store.calls.size() == before;
  }

  @Test
  void secretsThatWereNotReadAgainAreEvictedFirst() {
    read("a");
    read("b");
    read("c");
    assertThat(isKept("a")).isTrue();
    read("d");
    assertThat(isKept("a")).isTrue();
    assertThat(isKept("c")).isTrue();
    assertThat(isKept("d")).isTrue();
    assertThat(isKept("b")).isFalse();
  }

  @Test
  void theCacheNeverExceedsItsBound() {
    for (int i = 0; i < 1_000; i++) {
      read("k" + i);
      vault.secretString("k" + i);
    }
    // Each that is kept has a timer.
    assertThat(time.timers()).isEqualTo(3);
  }

  @Test
  void secretsOfHandlesAreNeverEvicted() {
    store.put("held", "1", "1");
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "held"));
    for (int i = 0; i < 100; i++) {
      read("k" + i);
    }
    assertThat(isKept("held")).isTrue();
    store.put("held", "2", "2");
    time.advance(Duration.ofMinutes(5));
    assertThat(ref.current()).isEqualTo(2);
    ref.close();
    time.advance(Duration.ZERO);
    for (int i = 0; i < 10; i++) {
      read("k" + i);
    }
    assertThat(isKept("held")).as("nobody holds it any more").isFalse();
  }
}
