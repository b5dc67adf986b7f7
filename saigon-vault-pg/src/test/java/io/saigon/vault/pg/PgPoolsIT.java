package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.DbEnv;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

class PgPoolsIT extends PgPoolFixture {
  @Test
  void aPoolLogsInWithTheVaultsCredentials(Vertx vertx) {
    Pool pool = PgPools.create(vertx, env(), vault);
    assertThat(text(pool, "select current_user")).isEqualTo(user);
    assertThat(text(pool, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
        .isEqualTo("true");
    assertThat(text(pool, "show application_name")).isEqualTo("ORDERS");
    await(pool.close());
  }

  @Test
  void poolsOfOneNameShareConnectionsUntilTheLastIsClosed(Vertx vertx) {
    PoolOptions shared = new PoolOptions().setShared(true).setName("orders").setMaxSize(1);
    Pool one = PgPools.create(vertx, env(), vault, shared);
    Pool two = PgPools.create(vertx, env(), vault, shared);
    String pid = text(one, "select pg_backend_pid()");
    await(one.close());
    assertThat(text(two, "select pg_backend_pid()")).isEqualTo(pid);
    await(two.close());
  }

  @Test
  void theSchemaIsTheSearchPath(Vertx vertx) {
    Pool pool = PgPools.create(vertx, env().withSchema("sales"), vault);
    assertThat(text(pool, "show search_path")).isEqualTo("sales");
    await(pool.close());
  }

  @Test
  void queriesStatementsConnectionsAndTransactionsWork(Vertx vertx) {
    Pool pool = PgPools.create(vertx, env(), vault, new PoolOptions().setMaxSize(2));
    assertThat(
            await(pool.preparedQuery("select $1::int + 1").execute(Tuple.of(41)))
                .iterator()
                .next()
                .getInteger(0))
        .isEqualTo(42);
    int sum =
        await(
            pool.withTransaction(
                c ->
                    c.query("create temp table t on commit drop as select generate_series(1, 10) n")
                        .execute()
                        .compose(r -> c.query("select sum(n)::int from t").execute())
                        .map(r -> r.iterator().next().getInteger(0))));
    assertThat(sum).isEqualTo(55);
    SqlConnection connection = await(pool.getConnection());
    Row row =
        await(
                connection
                    .prepare("select $1::text")
                    .compose(statement -> statement.query().execute(Tuple.of("é漢"))))
            .iterator()
            .next();
    assertThat(row.getString(0)).isEqualTo("é漢");
    await(connection.close());
    await(pool.close());
  }

  @Test
  void aMissingSecretFailsTheQueryAndNamesItsKey(Vertx vertx) {
    Pool pool =
        PgPools.create(vertx, DbEnv.prefixed("ORDERS").withCredentialsSecret("nope"), vault);
    assertThat(failure(pool))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("There is no secret nope");
    await(pool.close());
  }

  @Test
  void aVaultThatCannotBeReachedFailsTheQuery(Vertx vertx) throws InterruptedException {
    store.failure = new TransportException("The vault is down", null);
    Pool pool = PgPools.create(vertx, env(), vault);
    assertThat(failure(pool)).hasMessage("The vault is down");
    store.failure = null;
    // The vault pauses after a fetch that failed.
    until(() -> failure(pool) == null);
    await(pool.close());
  }

  @Test
  void aPoolOfTheApplicationUsesTheVaultsCredentials(Vertx vertx) {
    Pool pool =
        PgBuilder.pool().using(vertx).connectingTo(PgPools.connectOptions(env(), vault)).build();
    assertThat(text(pool, "select current_user")).isEqualTo(user);
    await(pool.close());
  }
}
