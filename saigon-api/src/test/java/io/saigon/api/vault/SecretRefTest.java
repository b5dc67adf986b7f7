package io.saigon.api.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.NotFoundException;
import io.saigon.api.TransportException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SecretRefTest {
  private final FakeStore store = new FakeStore();
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    store.put("n", "1", "v1");
    vault =
        SecretVault.create(
            vertx,
            "v",
            store,
            SecretVaultOptions.defaults()
                .withTtl(Duration.ofMillis(100))
                .withMaxStale(Duration.ofMillis(300)));
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
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
  void aHandleStaysFreshThoughNobodyReads() throws InterruptedException {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    assertThat(ref.current()).isEqualTo(1);
    assertThat(ref.version()).isEqualTo("v1");
    store.put("n", "2", "v2");
    until(() -> ref.current() == 2);
    assertThat(ref.version()).isEqualTo("v2");
    store.put("n", "3", "v3");
    until(() -> ref.current() == 3);
    assertThat(ref.toString()).isEqualTo("SecretRef[Integer, version=v3]");
  }

  @Test
  void aHandleIsThereAtOnceAfterInvalidateToo() throws InterruptedException {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.put("n", "2", "v2");
    vault.invalidate("n");
    until(() -> ref.current() == 2);
  }

  @Test
  void aHandlesAgeGrowsWhileTheStoreIsDownUntilItFails() throws InterruptedException {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.failure = new TransportException("down", null);
    until(() -> ref.age().toMillis() > 150);
    assertThat(ref.current()).isEqualTo(1);
    until(() -> fails(ref));
    assertThatExceptionOfType(TransportException.class).isThrownBy(ref::current);
    store.failure = null;
    until(() -> !fails(ref));
    assertThat(ref.current()).isEqualTo(1);
  }

  private static boolean fails(SecretRef<?> ref) {
    try {
      ref.current();
      return false;
    } catch (TransportException e) {
      return true;
    }
  }

  @Test
  void aHandleOfADeletedSecretSaysSo() throws InterruptedException {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.values.clear();
    until(
        () -> {
          try {
            ref.current();
            return false;
          } catch (NotFoundException e) {
            return true;
          }
        });
  }

  @Test
  void aHandleOfASecretThatNoLongerFitsSaysSo() throws InterruptedException {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    store.put("n", "CANARY", "v2");
    until(
        () -> {
          try {
            ref.current();
            return false;
          } catch (SecretMappingException e) {
            assertThat(e.getMessage()).doesNotContain("CANARY");
            return true;
          }
        });
  }

  @Test
  void aClosedHandleKeepsItsValueAndCausesNoMoreFetches() throws InterruptedException {
    SecretRef<Integer> ref = get(vault.ref(Integer.class, "n"));
    until(() -> store.calls.size() > 2);
    ref.close();
    ref.close();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
    int calls = store.calls.size();
    until(() -> System.nanoTime() > end);
    assertThat(store.calls.size()).isLessThanOrEqualTo(calls + 1);
    assertThat(ref.current()).isEqualTo(1);
  }
}
