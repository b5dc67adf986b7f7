package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static io.saigon.api.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.ClosedException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SecretChangeStreamTest {
  private final FakeStore store = new FakeStore().put("a", "x", "1").put("b", "x", "1");
  private final List<String> received = new CopyOnWriteArrayList<>();
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    vault = SecretVault.create(vertx, "v", store);
    get(vault.secretString("a"));
    get(vault.secretString("b"));
  }

  private void change(String key, String version) {
    store.put(key, "x" + version, version);
    get(vault.refresh(key));
  }

  private void receive(SecretChange change) {
    received.add(change.key() + change.version());
  }

  @Test
  void changesArriveInTheirOrder() {
    SecretChangeStream changes = SecretChangeStream.of(vault).handler(this::receive);
    change("a", "2");
    change("b", "2");
    change("a", "3");
    until(() -> received.equals(List.of("a2", "b2", "a3")));
    changes.close();
  }

  @Test
  void aPausedStreamKeepsTheLastChangeOfEachSecret() {
    SecretChangeStream changes = SecretChangeStream.of(vault).handler(this::receive).pause();
    List<String> all = new CopyOnWriteArrayList<>();
    vault.onChange(change -> all.add(change.key()));
    change("a", "2");
    change("b", "2");
    change("a", "3");
    until(() -> all.size() == 3);
    assertThat(received).isEmpty();
    changes.fetch(1);
    assertThat(received).containsExactly("b2");
    changes.resume();
    assertThat(received).containsExactly("b2", "a3");
  }

  @Test
  void aClosedStreamEndsAndReceivesNothing() {
    AtomicInteger ends = new AtomicInteger();
    SecretChangeStream changes =
        SecretChangeStream.of(vault)
            .handler(this::receive)
            .endHandler(end -> ends.incrementAndGet());
    changes.close();
    changes.close();
    change("a", "2");
    assertThat(ends).hasValue(1);
    assertThat(received).isEmpty();
    get(vault.close());
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> SecretChangeStream.of(vault));
  }
}
