package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.saigon.api.error.ClosedException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Sizes and times of a pool, and its end. */
class PoolOptionsIT extends PgPoolFixture {
  private Pool pool(Vertx vertx, PoolOptions options) {
    return PgPools.create(vertx, env(), vault, options);
  }

  @Test
  void callsShareTheMaximumNumberOfConnections(Vertx vertx) {
    Pool pool = pool(vertx, new PoolOptions().setMaxSize(2));
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      asked.add(pool.query("select pg_sleep(0.01)").execute());
    }
    await(Future.all(asked));
    assertThat(pool.size()).isEqualTo(2);
    await(pool.close());
  }

  @Test
  void aFreeConnectionServesBeforeAnotherIsOpened(Vertx vertx) {
    Pool pool = pool(vertx, new PoolOptions().setMaxSize(8));
    for (int i = 0; i < 10; i++) {
      text(pool, "select 1");
    }
    assertThat(pool.size()).isEqualTo(1);
    await(pool.close());
  }

  @Test
  void aCallThatGetsNoConnectionInTimeFails(Vertx vertx) {
    Pool pool = pool(vertx, new PoolOptions().setMaxSize(1).setConnectionTimeout(3));
    SqlConnection held = await(pool.getConnection());
    assertThat(failure(pool))
        .isInstanceOf(TransportException.class)
        .hasMessageStartingWith("Database ORDERS: no connection was free within 3000 ms");
    await(held.close());
    assertThat(text(pool, "select 1")).isEqualTo("1");
    await(pool.close());
  }

  @Test
  void callsBeyondTheLengthOfTheQueueAreRefused(Vertx vertx) {
    Pool pool = pool(vertx, new PoolOptions().setMaxSize(1).setMaxWaitQueueSize(1));
    SqlConnection held = await(pool.getConnection());
    Future<String> waits = pool.query("select 1").execute().map(rows -> "served");
    assertThat(failure(pool)).isInstanceOf(ConnectionPoolTooBusyException.class);
    await(held.close());
    assertThat(await(waits)).isEqualTo("served");
    await(pool.close());
  }

  @Test
  void anIdleConnectionIsClosedAfterItsTime(Vertx vertx) throws InterruptedException {
    Pool pool =
        pool(vertx, new PoolOptions().setIdleTimeout(50).setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    text(pool, "select 1");
    until(() -> pool.size() == 0);
    assertThat(text(pool, "select 1")).isEqualTo("1");
    await(pool.close());
  }

  @Test
  void aConnectionIsReplacedAtTheEndOfItsLife(Vertx vertx) throws InterruptedException {
    Pool pool =
        pool(
            vertx,
            new PoolOptions()
                .setMaxSize(1)
                .setMaxLifetime(50)
                .setMaxLifetimeUnit(TimeUnit.MILLISECONDS));
    SqlConnection held = await(pool.getConnection());
    String pid = pid(held);
    await(vertx.timer(60, TimeUnit.MILLISECONDS));
    assertThat(pid(held)).as("in use").isEqualTo(pid);
    await(held.close());
    until(() -> !text(pool, "select pg_backend_pid()").equals(pid));
    await(pool.close());
  }

  @Test
  void connectionsOnSeparateEventLoopsServe(Vertx vertx) {
    Pool pool = pool(vertx, new PoolOptions().setMaxSize(4).setEventLoopSize(2));
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(pool.query("select pg_sleep(0.01)").execute());
    }
    await(Future.all(asked));
    await(pool.close());
  }

  @Test
  void aConnectHandlerPreparesEachConnection(Vertx vertx) {
    Pool pool =
        PgPools.builder(vertx, env(), vault)
            .withConnectHandler(
                connection ->
                    connection
                        .query("set application_name = 'prepared'")
                        .execute()
                        .onComplete(done -> connection.close()))
            .build();
    assertThat(text(pool, "show application_name")).isEqualTo("prepared");
    await(pool.close());
  }

  @Test
  void afterCloseEveryCallFails(Vertx vertx) {
    Pool pool = pool(vertx, new PoolOptions());
    text(pool, "select 1");
    await(pool.close());
    await(pool.close());
    assertThat(failure(pool))
        .isInstanceOf(ClosedException.class)
        .hasMessage("The pool of database ORDERS is closed; create another");
    assertThat(catchThrowable(() -> await(pool.getConnection())))
        .isInstanceOf(ClosedException.class);
    assertThat(pool.size()).isZero();
  }

  @Test
  void aPoolClosesWithTheVerticleThatCreatedIt(Vertx vertx) {
    AtomicReference<Pool> created = new AtomicReference<>();
    String verticle =
        await(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    Pool pool = pool(vertx, new PoolOptions());
                    created.set(pool);
                    return pool.query("select 1").execute();
                  }
                }));
    assertThat(created.get().size()).isEqualTo(1);
    await(vertx.undeploy(verticle));
    assertThat(failure(created.get())).isInstanceOf(ClosedException.class);
    assertThat(created.get().size()).isZero();
  }
}
