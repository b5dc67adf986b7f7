package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Connections that serve during a rotation, and connections that are closed after it. */
class RotatedConnectionsIT extends PgPoolFixture {
  @Test
  void aConnectionInUseSurvivesARotationAndReceivesNotifications(Vertx vertx) throws Exception {
    Pool pool =
        PgPools.builder(vertx, env(), vault).withDrainPeriod(Duration.ofMillis(100)).build();
    PgConnection listening = (PgConnection) await(pool.getConnection());
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    listening.notificationHandler(n -> received.add(n.getPayload()));
    await(listening.query("listen orders").execute());
    rotate("second-password");
    await(vault.refresh("orders/db"));
    await(pool.query("notify orders, 'hello'").execute());
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
    await(listening.close());
    await(pool.close());
  }

  /**
   * The bound that {@link PgPools} documents, by the dates that the pool uses and not by elapsed
   * time. The tests beside this one show that a connection is closed at that date when it is idle,
   * and when it is returned otherwise.
   */
  @Test
  void noConnectionWithTheOldPasswordMayLiveLongerThanTheDrainPeriod(Vertx vertx)
      throws InterruptedException {
    Duration period = Duration.ofMinutes(5);
    Pool pool =
        PgPools.builder(vertx, env(), vault)
            .with(new PoolOptions().setMaxSize(9))
            .withDrainPeriod(period)
            .build();
    List<SqlConnection> held = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      held.add(await(pool.getConnection()));
    }
    List<PooledConnection> old = connections(pool);
    long longest = old.stream().mapToLong(PooledConnection::retiresAt).min().orElseThrow();
    assertThat(longest).as("dates").isGreaterThan(now() + period.toMillis());
    rotate("second-password");
    long before = now();
    await(vault.refresh("orders/db"));
    until(() -> old.stream().allMatch(c -> c.retiresAt() < longest));
    long after = now();
    assertThat(old)
        .hasSize(8)
        .allSatisfy(
            connection ->
                assertThat(connection.retiresAt()).isBetween(before, after + period.toMillis()));
    held.add(await(pool.getConnection()));
    assertThat(connections(pool))
        .filteredOn(connection -> !old.contains(connection))
        .singleElement()
        .satisfies(fresh -> assertThat(fresh.retiresAt()).isGreaterThan(now() + period.toMillis()));
    held.forEach(connection -> await(connection.close()));
    await(pool.close());
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static List<PooledConnection> connections(Pool pool) {
    return ((VaultPool) pool).connections().all();
  }

  @Test
  void idleConnectionsWithTheOldPasswordAreClosedAfterARotation(Vertx vertx)
      throws InterruptedException {
    Pool pool =
        PgPools.builder(vertx, env(), vault)
            .with(new PoolOptions().setMaxSize(4).setName("drained"))
            .withDrainPeriod(Duration.ofMillis(200))
            .build();
    String before = text(pool, "select pg_backend_pid()");
    rotate("second-password");
    await(vault.refresh("orders/db"));
    until(() -> !text(pool, "select pg_backend_pid()").equals(before));
    await(pool.close());
  }

  @Test
  void aConnectionInUseWithTheOldPasswordIsClosedInsteadOfReused(Vertx vertx)
      throws InterruptedException {
    Pool pool =
        PgPools.builder(vertx, env(), vault)
            .with(new PoolOptions().setMaxSize(2))
            .withDrainPeriod(Duration.ZERO)
            .build();
    SqlConnection held = await(pool.getConnection());
    String before = text(pool, "select pg_backend_pid()");
    rotate("second-password");
    await(vault.refresh("orders/db"));
    until(() -> !text(pool, "select pg_backend_pid()").equals(before));
    SqlConnection other = await(pool.getConnection());
    String old = pid(held);
    Future<SqlConnection> waiting = pool.getConnection();
    await(held.close());
    assertThat(pid(await(waiting))).isNotIn(old, pid(other));
    await(waiting.result().close());
    await(other.close());
    await(pool.close());
  }

  @Test
  void existingConnectionsServeAllCallsWhileNoneCanBeOpened(Vertx vertx) {
    Pool pool =
        PgPools.builder(vertx, env(), vault)
            .with(new PoolOptions().setMaxSize(2))
            .withRotationPatience(Duration.ofSeconds(60))
            .build();
    Context context = vertx.getOrCreateContext();
    SqlConnection held = await(on(context, pool::getConnection));
    await(db.setPassword(user, "not-yet-in-the-vault"));
    Future<String> query = on(context, () -> pool.query("select 1").execute().map(r -> "served"));
    Future<Void> waiting = on(context, () -> pool.getConnection().compose(SqlConnection::close));
    await(vertx.timer(300, TimeUnit.MILLISECONDS));
    assertThat(query.isComplete() || waiting.isComplete()).isFalse();
    await(held.close());
    assertThat(await(query)).isEqualTo("served");
    await(waiting);
    await(pool.close());
  }

  private static <T> Future<T> on(Context context, Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(v -> work.get().onComplete(done));
    return done.future();
  }

  @Test
  void aNewTokenIsUsedForNewConnectionsAndDrainsNone(Vertx vertx) {
    AtomicInteger made = new AtomicInteger();
    List<String> asked = new CopyOnWriteArrayList<>();
    SecretVault tokens =
        SecretVault.create(
            vertx,
            "tokens",
            id -> {
              asked.add(id.key());
              String token = "token-" + made.incrementAndGet();
              return db.setPassword(user, token).map(v -> SecretValue.ofText(id, token, null));
            });
    DbEnv env =
        DbEnv.prefixed("ORDERS")
            .withEndpoint(db.host())
            .withPort(db.port())
            .withDatabase(db.database())
            .withUsername(user)
            .withCaFile(db.caFile().toString())
            .withTokens(tokens);
    Pool pool =
        PgPools.builder(vertx, env, vault)
            .with(new PoolOptions().setMaxSize(2))
            .withDrainPeriod(Duration.ZERO)
            .build();
    SqlConnection first = await(pool.getConnection());
    String pid = pid(first);
    assertThat(asked).containsExactly(user + "@" + db.host() + ":" + db.port());
    await(db.setPassword(user, "expired"));
    SqlConnection second = await(pool.getConnection());
    assertThat(made.get()).as("one token refused, one made anew").isEqualTo(2);
    await(second.close());
    await(first.close());
    SqlConnection again = await(pool.getConnection());
    SqlConnection other = await(pool.getConnection());
    assertThat(List.of(pid(again), pid(other))).as("the first one is still in use").contains(pid);
    await(again.close());
    await(other.close());
    await(pool.close());
  }
}
