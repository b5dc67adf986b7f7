package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ChainVaultTest {
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
  void aChainOfNothingIsRefused(Vertx vertx) {
    assertThatIllegalArgumentException().isThrownBy(() -> SecretVault.chain(vertx));
  }
}
