package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretVault;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer goes down or is demoted, and another server takes its place. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class FailoverIT {
  private static final int SIZE = 4;

  private final TestStore store = new TestStore();
  private Vertx vertx;
  private LocalPostgres primary;
  private WireSwitch wire;
  private SecretVault vault;
  // The primary's own connection ends with it.
  private Path caFile;

  @BeforeEach
  void open(Vertx vertx, @TempDir Path directory) throws IOException {
    this.vertx = vertx;
    primary = await(LocalPostgres.start(vertx));
    caFile = Files.copy(primary.caFile(), directory.resolve("ca.crt"));
    prepare(primary);
    store.put("orders/db", primary, "app", "password");
    vault = SecretVault.create(vertx, "test", store);
    wire = await(WireSwitch.start(vertx, primary.port()));
  }

  private static void prepare(LocalPostgres db) {
    await(db.createUser("app", "password"));
    await(db.execute("create table written (n int)"));
    await(db.execute("grant all on written to app"));
  }

  @AfterEach
  void close() {
    await(primary.stop());
  }

  private PgPoolBuilder builder() {
    DbEnv env =
        DbEnv.prefixed("ORDERS")
            .withCredentialsSecret("orders/db")
            .withEndpoint("localhost")
            .withPort(wire.port())
            .withReaderEndpoint("localhost")
            .withCaFile(caFile.toString());
    return PgPools.builder(vertx, env, vault)
        .with(new PoolOptions().setMaxSize(SIZE))
        .withReconnectTimeout(Duration.ofSeconds(60));
  }

  private static Future<?> write(Pool pool, int n) {
    return pool.preparedQuery("insert into written values ($1)").execute(Tuple.of(n));
  }

  @Test
  void aPromotedStandbyServesAndOnlyStatementsUnderWayFail() throws Exception {
    Standby standby = Standby.start(vertx, primary, caFile);
    ReadWritePools pools = builder().buildReadWrite();
    Writes writes = new Writes(pools.writer());
    long timer = vertx.setPeriodic(5, t -> writes.issue());
    until(() -> writes.succeeded > 50);
    // The name leads to the standby before it accepts writes.
    wire.leadTo(standby.port());
    await(primary.stop());
    long stopped = writes.succeeded;
    await(vertx.timer(500, TimeUnit.MILLISECONDS));
    assertThat(writes.succeeded).as("while there is no writer").isEqualTo(stopped);
    standby.promote();
    long promoted = System.nanoTime();
    until(() -> writes.succeeded > stopped);
    long served = System.nanoTime();
    until(() -> writes.succeeded > stopped + 100);
    vertx.cancelTimer(timer);
    await(Future.join(new ArrayList<>(writes.all)).otherwiseEmpty());
    System.out.printf(
        Locale.ROOT,
        "failover: %d writes, %d failed; first write %d ms after the promotion%n",
        writes.all.size(),
        writes.failures.size(),
        TimeUnit.NANOSECONDS.toMillis(served - promoted));
    assertThat(writes.failures).hasSizeLessThanOrEqualTo(SIZE);
    assertThat(Long.parseLong(await(standby.query("select count(*) from written"))))
        .as("rows, of which a failed write may have left one")
        .isBetween(writes.succeeded, writes.succeeded + writes.failures.size());
    await(pools.close());
    standby.stop();
  }

  /** Writes at a steady rate; issued on one context. */
  private static final class Writes {
    private final Pool pool;
    private final List<Future<?>> all = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private volatile long succeeded;

    Writes(Pool pool) {
      this.pool = pool;
    }

    void issue() {
      all.add(
          write(pool, all.size())
              .onSuccess(rows -> succeeded = succeeded + 1)
              .onFailure(failures::add));
    }
  }

  /**
   * Demotes the server as an RDS blue/green switchover does: connections stay, and accept no
   * writes.
   */
  @ParameterizedTest
  @ValueSource(strings = {"query", "withTransaction", "getConnection"})
  void connectionsToADemotedServerAreEvictedAtOnce(String how, LocalPostgres other)
      throws Exception {
    await(other.execute("drop table if exists written"));
    await(other.execute("drop owned by app cascade").otherwiseEmpty());
    await(other.execute("drop role if exists app"));
    prepare(other);
    Pool pool = builder().build();
    assertThat(servers(pool)).containsExactly(primary.port());
    assertThat(pool.size()).isEqualTo(SIZE);
    wire.leadTo(other.port());
    await(primary.execute("alter system set default_transaction_read_only = on"));
    await(primary.execute("select pg_reload_conf()"));
    if (how.equals("getConnection")) {
      // Its connection is checked when it is returned, which may notice the change before a write
      // does.
      until(() -> failure(how, pool).isEmpty() && servers(pool).equals(Set.of(other.port())));
    } else {
      until(() -> "25006".equals(failure(how, pool)));
    }
    assertThat(servers(pool)).as("after the first refused write").containsExactly(other.port());
    await(write(pool, 1));
    await(pool.close());
    await(other.execute("drop table written"));
    await(other.execute("drop role app"));
  }

  /** Returns the server ports of as many simultaneous calls as there may be connections. */
  private static Set<Integer> servers(Pool pool) {
    List<Future<Integer>> asked = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      asked.add(
          pool.query("select inet_server_port(), pg_sleep(0.5)")
              .execute()
              .map(rows -> rows.iterator().next().getInteger(0)));
    }
    await(Future.all(asked));
    return new TreeSet<>(asked.stream().map(Future::result).toList());
  }

  /** Writes, and returns the SQLSTATE of the failure, or an empty string. */
  private static String failure(String how, Pool pool) {
    Future<?> written =
        switch (how) {
          case "query" -> write(pool, 0);
          case "withTransaction" -> pool.withTransaction(c -> insert(c).mapEmpty());
          default -> pool.getConnection().compose(c -> insert(c).eventually(c::close));
        };
    return await(
        written
            .<String>map(done -> "")
            .recover(
                e ->
                    Future.succeededFuture(
                        e instanceof PgException pg ? "" + pg.getSqlState() : "" + e)));
  }

  private static Future<?> insert(SqlConnection connection) {
    return connection.query("insert into written values (0)").execute();
  }
}
