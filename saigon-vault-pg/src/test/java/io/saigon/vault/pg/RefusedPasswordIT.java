package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Number of logins with a refused password, and the time at which the refusal is reported. */
class RefusedPasswordIT extends PgPoolFixture {
  @Test
  void aWrongPasswordFailsAtOnceAndIsNotTriedRepeatedly(Vertx vertx) {
    store.put("orders/db", db, user, "wrong-password");
    AtomicInteger logins = new AtomicInteger();
    NetServer counter = await(countingProxy(vertx, logins));
    Pool pool =
        PgPools.create(
            vertx, env().withPort(counter.actualPort()), vault, new PoolOptions().setMaxSize(10));
    for (int i = 0; i < 100; i++) {
      Throwable failure = failure(pool);
      assertThat(failure).isInstanceOf(PgException.class);
      assertThat(((PgException) failure).getSqlState()).isEqualTo("28P01");
      assertThat(failure.toString()).doesNotContain("wrong-password");
    }
    assertThat(logins.get()).isBetween(1, 2);
    assertThat(store.fetches.get()).isLessThan(10);
    store.put("orders/db", db, user, "first-password");
    await(vault.refresh("orders/db"));
    assertThat(failure(pool)).as("works as soon as the secret is right").isNull();
    await(pool.close());
  }

  @Test
  void aPasswordThatIsRefusedForLongerThanTheRotationPatienceFails(Vertx vertx) {
    Pool pool =
        PgPools.builder(vertx, env(), vault)
            .with(new PoolOptions().setMaxSize(2))
            .withRotationPatience(Duration.ofMillis(500))
            .build();
    SqlConnection held = await(pool.getConnection());
    await(db.setPassword(user, "never-in-the-vault"));
    assertThat(failure(pool)).isInstanceOf(PgException.class).hasMessageContaining("28P01");
    assertThat(catchThrowable(() -> await(pool.getConnection()))).isInstanceOf(PgException.class);
    await(held.close());
    await(pool.close());
  }

  @Test
  void aRefusedPasswordIsRefreshedOnceAndTriedOnceMore(Vertx vertx) {
    AtomicInteger logins = new AtomicInteger();
    NetServer counter = await(countingProxy(vertx, logins));
    Pool pool =
        PgPools.create(
            vertx, env().withPort(counter.actualPort()), vault, new PoolOptions().setMaxSize(2));
    SqlConnection before = await(pool.getConnection());
    int fetches = store.fetches.get();
    rotate("second-password");
    SqlConnection after = await(pool.getConnection());
    assertThat(logins.get())
        .as("one at first, one refused, one that works, and one to try the news before it")
        .isBetween(3, 4);
    assertThat(store.fetches.get()).as("fetches").isEqualTo(fetches + 1);
    await(before.close());
    await(after.close());
    await(pool.close());
  }

  @Test
  void aWronglyRotatedSecretIsTriedRarely(Vertx vertx) throws InterruptedException {
    AtomicInteger logins = new AtomicInteger();
    NetServer counter = await(countingProxy(vertx, logins));
    Pool pool =
        PgPools.builder(vertx, env().withPort(counter.actualPort()), vault)
            .with(new PoolOptions().setMaxSize(8))
            .build();
    await(pool.query("select 1").execute());
    int before = logins.get();
    store.put("orders/db", db, user, "wrong-password");
    await(vault.refresh("orders/db"));
    List<Future<SqlConnection>> connections = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      connections.add(pool.getConnection());
    }
    await(Future.all(connections));
    assertThat(logins.get() - before).as("seven new connections, and one try").isLessThan(10);
    connections.forEach(c -> await(c.result().close()));
    await(pool.close());
  }
}
