package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static io.saigon.api.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Change events of secrets, for listeners and for other vaults. */
@ExtendWith(VertxExtension.class)
class SecretChangesTest {
  private static final String ANN = "{\"user\":\"ann\",\"password\":\"s3cret-1\"}";
  private static final String ANN_ROTATED = "{\"user\":\"ann\",\"password\":\"s3cret-2\"}";

  private final FakeStore store = new FakeStore();

  @Test
  void aChangeIsPublishedToListenersAndOnTheEventBusWithoutTheValue(Vertx vertx)
      throws InterruptedException {
    BlockingQueue<SecretChange> received = new LinkedBlockingQueue<>();
    BlockingQueue<JsonObject> onBus = new LinkedBlockingQueue<>();
    vertx.eventBus().<JsonObject>consumer(SecretChange.ADDRESS, m -> onBus.add(m.body()));
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    Runnable stop = vault.onChange(received::add);
    get(vault.secretString("db"));
    store.put("db", ANN_ROTATED, "2");
    get(vault.refresh("db"));
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(new SecretChange("v", "db", "2"));
    assertThat(onBus.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new JsonObject().put("vault", "v").put("key", "db").put("version", "2"));
    stop.run();
    store.put("db", ANN, "3");
    get(vault.refresh("db"));
    assertThat(onBus.poll(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(received).isEmpty();
  }

  @Test
  void aChangeIsNoticedAfterInvalidateToo(Vertx vertx) throws InterruptedException {
    BlockingQueue<SecretChange> received = new LinkedBlockingQueue<>();
    SecretVault vault = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    vault.onChange(received::add);
    get(vault.secretString("db"));
    store.put("db", ANN_ROTATED, "2");
    vault.invalidate("db");
    get(vault.secretString("db"));
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(new SecretChange("v", "db", "2"));
  }

  @Test
  void vaultsOfOneNameReceiveEachOthersChanges(Vertx vertx) throws InterruptedException {
    SecretVault one = SecretVault.create(vertx, "v", store.put("db", ANN, "1"));
    SecretVault other = SecretVault.create(vertx, "v", store);
    SecretVault otherName = SecretVault.create(vertx, "w", store);
    get(
        Future.join(
            one.secretString("db"), other.secretString("db"), otherName.secretString("db")));
    store.put("db", ANN_ROTATED, "2");
    get(one.refresh("db"));
    until(() -> ANN_ROTATED.equals(other.secretString("db").result()));
    assertThat(otherName.secretString("db").result()).isEqualTo(ANN);
  }

  @Test
  void malformedMessagesOnTheAddressOfChangesAreIgnored(Vertx vertx) throws InterruptedException {
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
}
