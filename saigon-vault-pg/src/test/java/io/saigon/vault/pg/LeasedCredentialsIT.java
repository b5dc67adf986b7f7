package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.vault.SecretExpiredException;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pools whose credentials are leased: renewed, replaced, and not used beyond their end. */
class LeasedCredentialsIT extends PgPoolFixture {
  private static final Duration LIFE = Duration.ofSeconds(2);

  private static String user(Pool pool) {
    return text(pool, "select current_user");
  }

  @Test
  void aConnectionLivesOnWhileTheLeaseOfItsCredentialsIsRenewed(Vertx vertx) {
    LeasedRoles roles = new LeasedRoles(db, LIFE);
    SecretVault leasing = SecretVault.create(vertx, "leases", roles);
    Pool pool = PgPools.create(vertx, env(), leasing);
    String pid = text(pool, "select pg_backend_pid()");
    until(() -> roles.renewals.get() >= 3);
    assertThat(text(pool, "select pg_backend_pid()")).isEqualTo(pid);
    assertThat(roles.leases).hasValue(1);
    await(pool.close());
    await(leasing.close());
    assertThat(roles.revocations).hasValue(1);
  }

  @Test
  void aConnectionIsReplacedWithALeaseThatCannotBeRenewed(Vertx vertx) {
    LeasedRoles roles = new LeasedRoles(db, LIFE);
    roles.renewable = false;
    SecretVault leasing = SecretVault.create(vertx, "leases", roles);
    Pool pool =
        PgPools.builder(vertx, env(), leasing).withDrainPeriod(Duration.ofMinutes(5)).build();
    String first = user(pool);
    until(() -> !user(pool).equals(first));
    await(pool.close());
    await(leasing.close());
  }

  @Test
  void anExpiredLeaseServesNoConnectionThoughTheVaultIsDown(Vertx vertx) {
    LeasedRoles roles = new LeasedRoles(db, LIFE);
    SecretVault leasing = SecretVault.create(vertx, "leases", roles);
    Pool pool = PgPools.builder(vertx, env(), leasing).withReconnectTimeout(Duration.ZERO).build();
    String first = user(pool);
    roles.down = true;
    until(() -> pool.size() == 0);
    assertThat(failure(pool))
        .isInstanceOf(SecretExpiredException.class)
        .hasMessageContaining("Secret orders/db expired at ");
    roles.down = false;
    until(() -> failure(pool) == null);
    assertThat(user(pool)).isNotEqualTo(first);
    await(pool.close());
    await(leasing.close());
  }
}
