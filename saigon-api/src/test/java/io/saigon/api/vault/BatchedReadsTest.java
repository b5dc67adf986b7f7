package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads of several secrets, which are fetched together. */
@ExtendWith(VertxExtension.class)
class BatchedReadsTest {
  private final FakeStore store = new FakeStore();
  private final MovedTime time = new MovedTime();

  private SecretVault moved(Vertx vertx, FakeStore store, SecretVaultOptions options) {
    return CachingVault.create(vertx, "v", store, options, time::on);
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
  void simultaneousReadsAreFetchedInFullBatches() {
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
  void aKeyThatTheStoreRefusesFailsOnlyItsOwnReads(Vertx vertx) {
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
  void afterAFailedBatchSecretsAreNotFetchedOneByOne(Vertx vertx) {
    store.batchSize = 10;
    store.put("a", "1", "1").put("b", "2", "1");
    SecretVault vault = moved(vertx, store, SecretVaultOptions.defaults());
    for (Throwable failure :
        List.of(
            new ThrottledException("slow down", null, null),
            new TransportException("down", null),
            new ServiceException("oops", new ServiceError("ssm", 500, null, null), null))) {
      vault.invalidateAll();
      store.calls.clear();
      store.batchFailure = failure;
      assertThatExceptionOfType(SaigonException.class)
          .isThrownBy(() -> get(vault.secrets(Integer.class, List.of("a", "b"))))
          .isSameAs(failure);
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
}
