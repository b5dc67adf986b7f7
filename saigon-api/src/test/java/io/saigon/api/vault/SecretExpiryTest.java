package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.ServiceException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SecretExpiryTest {
  private static final Duration LIFE = Duration.ofMinutes(2);

  private final MovedTime time = new MovedTime();
  private final AtomicInteger fetches = new AtomicInteger();
  private Duration life = LIFE;
  private boolean down;
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    vault = CachingVault.create(vertx, "v", this::token, SecretVaultOptions.defaults(), time::on);
  }

  private Future<SecretValue> token(SecretId id) {
    String text = "token-" + fetches.incrementAndGet();
    return down
        ? Future.failedFuture(new TransportException("down", null))
        : Future.succeededFuture(
            SecretValue.ofText(id, text, null).withExpiresAt(time.now().plus(life)));
  }

  @Test
  void aSecretThatExpiresIsRenewedAheadOfItsEnd() {
    get(vault.secretString("t"));
    vault.secretString("t");
    time.advance(LIFE.multipliedBy(74).dividedBy(100));
    assertThat(vault.secretString("t").result()).isEqualTo("token-1");
    time.advance(LIFE.multipliedBy(22).dividedBy(100));
    assertThat(vault.secretString("t").result()).isEqualTo("token-2");
  }

  @Test
  void anExpiredSecretIsNeverServedEvenWithinMaxStale() {
    SecretRef<String> ref = get(vault.ref(String.class, "t"));
    down = true;
    time.advance(LIFE.minusMillis(1));
    assertThat(vault.secretString("t").result()).isEqualTo("token-1");
    assertThat(ref.current()).isEqualTo("token-1");
    time.advance(Duration.ofMillis(1));
    assertThat(vault.secretString("t").succeeded()).isFalse();
    String message =
        "Secret t expired at 2026-01-01T00:02:00Z and could not be fetched again; check that vault v can be reached";
    assertThatExceptionOfType(SecretExpiredException.class)
        .isThrownBy(ref::current)
        .withMessage(message)
        .satisfies(e -> assertThat(e.expiresAt()).isEqualTo(time.now()))
        .withCauseInstanceOf(TransportException.class);
    assertThatExceptionOfType(SecretExpiredException.class)
        .as("a reader sees the same")
        .isThrownBy(() -> get(vault.secretString("t")))
        .withMessage(message);
    down = false;
    time.advance(Duration.ofSeconds(40));
    assertThat(ref.current()).startsWith("token-");
  }

  @Test
  void aHandleSaysThatItsSecretExpiredHoweverOftenItIsNotFetchedAgain() {
    SecretRef<String> ref = get(vault.ref(String.class, "t"));
    down = true;
    time.advance(LIFE);
    int before = fetches.get();
    time.advance(LIFE);
    assertThat(fetches).hasValueGreaterThan(before);
    assertThatExceptionOfType(SecretExpiredException.class)
        .isThrownBy(ref::current)
        .withMessageStartingWith("Secret t expired at 2026-01-01T00:02:00Z and could not")
        .withCauseInstanceOf(TransportException.class);
  }

  @Test
  void aSecretThatExpiresAtOnceIsNotFetchedWithoutEnd() {
    life = Duration.ofMillis(2);
    SecretRef<String> ref = get(vault.ref(String.class, "t"));
    time.advance(Duration.ofSeconds(10));
    assertThat(fetches).hasValueBetween(2, 11);
    ref.close();
  }

  @Test
  void aSourceThatReturnsExpiredSecretsIsNamed() {
    life = Duration.ZERO;
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> get(vault.secretString("t")))
        .withMessageEndingWith("it gave a value that expired at 2026-01-01T00:00:00Z");
  }

  @Test
  void aValueShowsItsExpiryAndNotItsContent() {
    Instant end = Instant.parse("2026-01-01T00:15:00Z");
    SecretValue value = SecretValue.ofText(SecretId.of("t"), "CANARY", "1").withExpiresAt(end);
    assertThat(value.expiresAt()).isEqualTo(end);
    assertThat(value.withExpiresAt(null))
        .isEqualTo(new SecretValue(SecretId.of("t"), Buffer.buffer("CANARY"), "1"));
    assertThat(value).hasToString("SecretValue[id=t, version=1, expiresAt=2026-01-01T00:15:00Z]");
    assertThat(get(vault.secretValue(SecretId.of("t"))).expiresAt())
        .isEqualTo(time.now().plus(LIFE));
  }

  @Test
  void aClosedHandleKeepsItsValueUntilThatExpires() {
    SecretRef<String> ref = get(vault.ref(String.class, "t"));
    ref.close();
    time.advance(LIFE.minusMillis(1));
    assertThat(ref.current()).isEqualTo("token-1");
    time.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(SecretExpiredException.class)
        .isThrownBy(ref::current)
        .withMessage(
            "Secret t expired at 2026-01-01T00:02:00Z and is no longer kept fresh; read it from its vault again")
        .satisfies(e -> assertThat(e.key()).isEqualTo("t"));
  }

  @Test
  void aSecretThatExpiredWhileTheMachineWasSuspendedIsNotServed() {
    SecretRef<String> ref = get(vault.ref(String.class, "t"));
    time.suspend(LIFE);
    assertThatExceptionOfType(SecretExpiredException.class).isThrownBy(ref::current);
    assertThat(get(vault.secretString("t"))).isEqualTo("token-2");
    assertThat(ref.current()).isEqualTo("token-2");
  }

  @Test
  void aHandleGetsANewValueAfterASuspensionWithoutAReader() {
    SecretRef<String> ref = get(vault.ref(String.class, "t"));
    time.suspend(LIFE);
    assertThatExceptionOfType(SecretExpiredException.class).isThrownBy(ref::current);
    time.advance(Duration.ofMillis(1));
    assertThat(ref.current()).isEqualTo("token-2");
  }
}
