package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leases as HashiCorp Vault gives them: an hour, renewable up to a limit, revocable. */
@ExtendWith(VertxExtension.class)
class LeasedSecretTest {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Duration RENEWED = LIFE.multipliedBy(76).dividedBy(100);

  private final MovedTime time = new MovedTime();
  private final Store store = new Store();
  private final List<SecretChange> changes = new CopyOnWriteArrayList<>();
  private SecretVault vault;

  private final class Store implements SecretSource {
    private final List<String> calls = new ArrayList<>();
    private boolean renewable = true;
    private Instant limit = Instant.MAX;
    private @Nullable Throwable failure;
    private @Nullable Throwable renewalFailure;
    private int leases;

    @Override
    public Future<SecretValue> fetch(SecretId id) {
      calls.add("fetch");
      return failure != null
          ? Future.failedFuture(failure)
          : Future.succeededFuture(
              SecretValue.ofText(id, "user-" + ++leases, null)
                  .withLease(new SecretLease("lease-" + leases, renewable), end()));
    }

    private Instant end() {
      Instant end = time.now().plus(LIFE);
      return end.isBefore(limit) ? end : limit;
    }

    @Override
    public Future<SecretValue> renew(SecretValue leased) {
      calls.add("renew " + leased.lease().id());
      Throwable fails = renewalFailure != null ? renewalFailure : failure;
      return fails != null
          ? Future.failedFuture(fails)
          : Future.succeededFuture(leased.withExpiresAt(end()));
    }

    @Override
    public Future<Void> revoke(SecretValue leased) {
      calls.add("revoke " + leased.lease().id());
      return Future.succeededFuture();
    }
  }

  @BeforeEach
  void open(Vertx vertx) {
    vault = CachingVault.create(vertx, "v", store, SecretVaultOptions.defaults(), time::on);
    vault.onChange(changes::add);
  }

  @Test
  void aLeaseInUseIsRenewedAheadOfItsEndAndItsSecretStaysTheSame() {
    SecretRef<SecretValue> ref = get(vault.ref(SecretValue.class, "db"));
    Instant firstEnd = ref.current().expiresAt();
    time.advance(RENEWED);
    assertThat(store.calls).containsExactly("fetch", "renew lease-1");
    assertThat(ref.current().text()).isEqualTo("user-1");
    assertThat(ref.current().expiresAt()).isAfter(firstEnd);
    assertThat(changes).isEmpty();
  }

  @Test
  void aLeaseIsNotRenewedBeforeHalfOfItHasPassedWhateverTheTimeToLive() {
    get(vault.ref(String.class, "db"));
    time.advance(LIFE.multipliedBy(49).dividedBy(100));
    assertThat(store.calls).containsExactly("fetch");
  }

  @Test
  void aLeaseThatIsNotRenewableIsReplacedAheadOfItsEnd() {
    store.renewable = false;
    SecretRef<String> ref = get(vault.ref(String.class, "db"));
    time.advance(RENEWED);
    assertThat(store.calls).containsExactly("fetch", "fetch");
    assertThat(ref.current()).isEqualTo("user-2");
  }

  @Test
  void aLeaseWhoseRenewalIsRefusedIsReplacedAtOnce() {
    SecretRef<String> ref = get(vault.ref(String.class, "db"));
    store.renewalFailure = new AccessDeniedException("lease is not renewable", null, null);
    time.advance(RENEWED);
    assertThat(store.calls).containsExactly("fetch", "renew lease-1", "fetch");
    assertThat(ref.current()).isEqualTo("user-2");
  }

  @Test
  void aLeaseAtItsLimitIsReplaced() {
    store.limit = time.now().plus(LIFE);
    SecretRef<String> ref = get(vault.ref(String.class, "db"));
    store.calls.clear();
    time.advance(RENEWED);
    assertThat(store.calls).containsExactly("renew lease-1", "fetch");
    assertThat(ref.current()).isEqualTo("user-2");
  }

  @Test
  void aLeaseThatCanNeitherBeRenewedNorReplacedIsServedUntilItsEndAndNeverLonger() {
    SecretRef<String> ref = get(vault.ref(String.class, "db"));
    Instant end = time.now().plus(LIFE);
    store.failure = new TransportException("down", null);
    time.advance(LIFE.minusMillis(1));
    assertThat(ref.current()).isEqualTo("user-1");
    time.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(SecretExpiredException.class)
        .isThrownBy(ref::current)
        .satisfies(e -> assertThat(e.expiresAt()).isEqualTo(end))
        .withMessageStartingWith("Secret db expired at " + end + " and could not be fetched again");
    assertThatExceptionOfType(SecretExpiredException.class)
        .isThrownBy(() -> get(vault.secretString("db")));
  }

  @Test
  void aLeaseIsServedUntilItsEndThoughItsStoreGivesNoOther() {
    SecretRef<String> ref = get(vault.ref(String.class, "db"));
    store.failure = new AccessDeniedException("no permission any more", null, null);
    time.advance(LIFE.multipliedBy(99).dividedBy(100));
    assertThat(ref.current()).isEqualTo("user-1");
    time.advance(LIFE.dividedBy(100));
    assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(ref::current);
  }

  @Test
  void aLeaseThatNobodyReadsIsNotRenewed() {
    get(vault.secretString("db"));
    time.advance(LIFE.multipliedBy(2));
    assertThat(store.calls).hasSizeLessThanOrEqualTo(2).doesNotContain("renew lease-2");
  }

  @Test
  void aRefreshTakesAnotherLease() {
    get(vault.secretString("db"));
    get(vault.refresh("db"));
    assertThat(store.calls).containsExactly("fetch", "fetch");
    assertThat(get(vault.secretString("db"))).isEqualTo("user-2");
    assertThat(changes).extracting(SecretChange::key).containsExactly("db");
  }

  @Test
  void allLeasesThatHaveNotEndedAreRevokedWhenTheVaultIsClosed() {
    get(vault.secretString("db"));
    get(vault.refresh("db"));
    get(vault.close());
    assertThat(store.calls)
        .containsExactlyInAnyOrder("fetch", "fetch", "revoke lease-1", "revoke lease-2");
  }

  @Test
  void aLeaseEnds() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SecretValue(
                    SecretId.of("db"), Buffer.buffer(), null, null, new SecretLease("l", true)))
        .withMessageContaining("give the time");
  }
}
