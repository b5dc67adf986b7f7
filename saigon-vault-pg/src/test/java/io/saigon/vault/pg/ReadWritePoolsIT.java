package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.DbEnv;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A pool of the writer and one of the readers. */
class ReadWritePoolsIT extends PgPoolFixture {
  private DbEnv env(int readerPort) {
    return DbEnv.prefixed("ORDERS")
        .withEnvironment(
            Map.of(
                "ORDERS_DATABASE_CREDENTIALS_SECRET",
                "orders/db",
                "ORDERS_DB_READER_ENDPOINT",
                "127.0.0.1",
                "ORDERS_DB_READER_PORT",
                String.valueOf(readerPort)))
        .withCaFile(db.caFile().toString());
  }

  @Test
  void eachPoolConnectsToItsOwnEndpoint(Vertx vertx) {
    AtomicInteger readers = new AtomicInteger();
    NetServer proxy = await(countingProxy(vertx, readers));
    ReadWritePools pools = PgPools.builder(vertx, env(proxy.actualPort()), vault).buildReadWrite();
    assertThat(text(pools.writer(), "select current_user")).isEqualTo(user);
    assertThat(readers.get()).isZero();
    assertThat(text(pools.reader(), "select current_user")).isEqualTo(user);
    assertThat(readers.get()).isEqualTo(1);
    await(pools.close());
  }

  @Test
  void aRotationReadsTheSecretOnceForBothPools(Vertx vertx) throws InterruptedException {
    NetServer proxy = await(countingProxy(vertx, new AtomicInteger()));
    ReadWritePools pools =
        PgPools.builder(vertx, env(proxy.actualPort()), vault)
            .withDrainPeriod(Duration.ZERO)
            .buildReadWrite();
    String writer = text(pools.writer(), "select pg_backend_pid()");
    String reader = text(pools.reader(), "select pg_backend_pid()");
    assertThat(store.fetches.get()).as("fetches for both").isEqualTo(1);
    rotate("second-password");
    await(vault.refresh("orders/db"));
    until(() -> !text(pools.writer(), "select pg_backend_pid()").equals(writer));
    until(() -> !text(pools.reader(), "select pg_backend_pid()").equals(reader));
    assertThat(store.fetches.get()).as("fetches after the rotation").isEqualTo(2);
    await(pools.close());
  }

  @Test
  void aRefusedPasswordIsReadAnewAtMostOnceByEachPool(Vertx vertx) {
    NetServer proxy = await(countingProxy(vertx, new AtomicInteger()));
    ReadWritePools pools = PgPools.builder(vertx, env(proxy.actualPort()), vault).buildReadWrite();
    // Held, so that those below have to log in.
    await(pools.writer().getConnection());
    await(pools.reader().getConnection());
    rotate("second-password");
    int fetches = store.fetches.get();
    Future<SqlConnection> one = pools.writer().getConnection();
    Future<SqlConnection> two = pools.reader().getConnection();
    await(Future.all(one, two));
    assertThat(store.fetches.get()).isBetween(fetches + 1, fetches + 2);
    await(pools.close());
  }

  @Test
  void onlyTheWritersPoolWaitsForAServerThatAcceptsWrites(Vertx vertx) {
    await(db.execute("alter role " + user + " set default_transaction_read_only = on"));
    ReadWritePools pools =
        PgPools.builder(vertx, env(db.port()), vault)
            .withReconnectTimeout(Duration.ofMillis(300))
            .buildReadWrite();
    assertThat(failure(pools.writer()))
        .isInstanceOf(TransportException.class)
        .hasMessageStartingWith("Database ORDERS accepts no writes");
    assertThat(text(pools.reader(), "show transaction_read_only")).isEqualTo("on");
    await(pools.close());
  }

  @Test
  void withoutAReaderEndpointThePairIsRefused(Vertx vertx) {
    PgPoolBuilder builder = PgPools.builder(vertx, env(), vault);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(builder::buildReadWrite)
        .withMessageContaining("ORDERS_DB_READER_ENDPOINT");
  }
}
