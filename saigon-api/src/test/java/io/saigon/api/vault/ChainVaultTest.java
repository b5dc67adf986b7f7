package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ChainVaultTest {
  private static final TypeReference<Integer> INTEGER = new TypeReference<>() {};

  private final FakeStore near = new FakeStore();
  private final FakeStore far = new FakeStore();
  private SecretVault chain;

  @BeforeEach
  void open(Vertx vertx) {
    chain =
        SecretVault.chain(
            vertx, SecretVault.create(vertx, "near", near), SecretVault.create(vertx, "far", far));
  }

  @Test
  void theFirstVaultThatHasASecretReturnsIt() {
    near.put("both", "near", "1");
    far.put("both", "far", "1").put("far", "far", "1");
    assertThat(get(chain.secretString("both"))).isEqualTo("near");
    assertThat(get(chain.secretString("far"))).isEqualTo("far");
  }

  @Test
  void aSecretThatNoVaultHasNamesThemAll() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> get(chain.secretString("x")))
        .withMessage("None of the vaults near>far holds secret x; create it or correct the key");
  }

  @Test
  void aFailingVaultIsNotSkipped() {
    near.failure = new TransportException("near is down", null);
    far.put("x", "outdated", "1");
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> get(chain.secretString("x")))
        .withMessage("near is down");
  }

  @Test
  void refreshAndInvalidateReachEveryVault() throws InterruptedException {
    BlockingQueue<SecretChange> changes = new LinkedBlockingQueue<>();
    chain.onChange(changes::add);
    far.put("x", "one", "1");
    assertThat(get(chain.secretString("x"))).isEqualTo("one");
    far.put("x", "two", "2");
    get(chain.refresh("x"));
    assertThat(get(chain.secretString("x"))).isEqualTo("two");
    assertThat(changes.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new SecretChange("near>far", "x", "2"));
    near.put("x", "three", "3");
    chain.invalidate("x");
    assertThat(get(chain.secretString("x"))).isEqualTo("three");
  }

  @Test
  void everyFormOfReadingGoesThroughTheChain() throws InterruptedException {
    far.put("n", "1", "v1").put("m", "2", "v1");
    assertThat(chain.name()).isEqualTo("near>far");
    assertThat(get(chain.secret(Integer.class, SecretId.of("n")))).isEqualTo(1);
    assertThat(get(chain.secret(INTEGER, "n"))).isEqualTo(1);
    assertThat(get(chain.secret(INTEGER, SecretId.of("n")))).isEqualTo(1);
    assertThat(get(chain.secretString(SecretId.of("n")))).isEqualTo("1");
    assertThat(get(chain.secretValue(SecretId.of("n"))).version()).isEqualTo("v1");
    assertThat(get(chain.secrets(Integer.class, List.of("n", "m"))))
        .isEqualTo(Map.of("n", 1, "m", 2));
    assertThat(get(chain.secrets(INTEGER, List.of("n", "m")))).isEqualTo(Map.of("n", 1, "m", 2));
    assertThat(get(chain.secretMapping(JsonObject.class, Map.of("n", "value"), Map.of())))
        .isEqualTo(new JsonObject().put("value", "1"));
    assertThat(get(chain.ref(Integer.class, "n")).current()).isEqualTo(1);
    assertThat(get(chain.ref(INTEGER, "n")).current()).isEqualTo(1);
  }

  @Test
  void invalidateAllReachesEveryVault() {
    far.put("n", "1", "v1");
    assertThat(get(chain.secretString("n"))).isEqualTo("1");
    far.put("n", "2", "v2");
    chain.invalidateAll();
    assertThat(get(chain.secretString("n"))).isEqualTo("2");
  }

  @Test
  void aRefreshOfTheChainThatFailsIsReported() throws InterruptedException {
    BlockingQueue<SecretRefreshFailure> failures = new LinkedBlockingQueue<>();
    Runnable stop = chain.onRefreshFailure(failures::add);
    far.put("n", "1", "v1");
    get(chain.ref(Integer.class, "n"));
    near.failure = new TransportException("near is down", null);
    get(chain.refresh("n").otherwiseEmpty());
    assertThat(failures.poll(10, TimeUnit.SECONDS))
        .extracting(failure -> failure.id().key())
        .isEqualTo("n");
    stop.run();
  }

  @Test
  void aListenerThatIsRemovedHearsOfNoMoreChanges() throws InterruptedException {
    BlockingQueue<SecretChange> removed = new LinkedBlockingQueue<>();
    BlockingQueue<SecretChange> kept = new LinkedBlockingQueue<>();
    chain.onChange(removed::add).run();
    chain.onChange(kept::add);
    far.put("n", "1", "v1");
    get(chain.secretString("n"));
    far.put("n", "2", "v2");
    get(chain.refresh("n"));
    assertThat(kept.poll(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(removed).isEmpty();
  }

  @Test
  void aChainOfNothingIsRefused(Vertx vertx) {
    assertThatIllegalArgumentException().isThrownBy(() -> SecretVault.chain(vertx));
  }
}
