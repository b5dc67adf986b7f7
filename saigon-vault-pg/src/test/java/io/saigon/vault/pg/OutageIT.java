package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.saigon.api.error.ClosedException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretVault;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.LocalPostgres;
import io.saigon.testkit.fault.FaultyWire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections break, and a database is down for a while. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class OutageIT {
  private static final AtomicInteger USERS = new AtomicInteger();
  private static final int STATEMENTS = 1_000;
  private static final int SIZE = 4;

  private final TestStore store = new TestStore();
  private final String user = "outage_" + USERS.incrementAndGet();
  private Vertx vertx;
  private LocalPostgres db;
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx, LocalPostgres db) {
    this.vertx = vertx;
    this.db = db;
    await(db.createUser(user, "first-password"));
    store.put("orders/db", db, user, "first-password");
    vault = SecretVault.create(vertx, "test", store);
  }

  private PgPoolBuilder builder(int port) {
    DbEnv env =
        DbEnv.prefixed("ORDERS")
            .withCredentialsSecret("orders/db")
            .withEndpoint("localhost")
            .withPort(port)
            .withCaFile(db.caFile().toString());
    return PgPools.builder(vertx, env, vault).with(new PoolOptions().setMaxSize(SIZE));
  }

  private static List<Throwable> failures(List<? extends Future<?>> futures) {
    await(Future.join(new ArrayList<>(futures)).otherwiseEmpty());
    return futures.stream().filter(Future::failed).map(Future::cause).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "terminated"})
  void aBrokenConnectionFailsOnlyTheStatementsUnderWay(String how) {
    FaultyWire wire = await(FaultyWire.start(vertx, db.host(), db.port()));
    Pool pool = builder(wire.port()).withReconnectTimeout(Duration.ofSeconds(30)).build();
    AtomicInteger answered = new AtomicInteger();
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < STATEMENTS; i++) {
      asked.add(
          pool.preparedQuery("select pg_sleep(0.001), $1::int")
              .execute(Tuple.of(i))
              .onSuccess(
                  rows -> {
                    if (answered.incrementAndGet() == STATEMENTS / 10) {
                      cut(how, wire);
                    }
                  }));
    }
    List<Throwable> failures = failures(asked);
    System.out.printf(
        Locale.ROOT, "%s: %d of %d statements failed%n", how, failures.size(), STATEMENTS);
    assertThat(failures).hasSizeBetween(1, 2 * SIZE);
    await(pool.close());
    await(wire.stop());
  }

  private void cut(String how, FaultyWire wire) {
    if (how.equals("reset")) {
      wire.resetAll();
    } else {
      db.disconnect(user);
    }
  }

  @Test
  void whileADatabaseRestartsStatementsAndConnectionsWait() {
    RestartingProxy proxy = await(RestartingProxy.start(vertx, db.host(), db.port()));
    Pool pool = builder(proxy.port()).withReconnectTimeout(Duration.ofSeconds(30)).build();
    await(pool.query("select 1").execute());
    await(proxy.down());
    await(empty(pool));
    Context caller = vertx.getOrCreateContext();
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      asked.add(pool.query("select 1").execute());
      asked.add(pool.getConnection().compose(SqlConnection::close));
    }
    Promise<Context> completedOn = Promise.promise();
    caller.runOnContext(
        v ->
            pool.query("select 1")
                .execute()
                .onSuccess(rows -> completedOn.complete(Vertx.currentContext()))
                .onFailure(completedOn::fail));
    await(vertx.timer(1_300, TimeUnit.MILLISECONDS));
    assertThat(asked).noneMatch(Future::isComplete);
    await(proxy.up());
    assertThat(failures(asked)).isEmpty();
    assertThat(await(completedOn.future())).isSameAs(caller);
    await(pool.close());
    await(proxy.down());
  }

  private Future<Void> empty(Pool pool) {
    return pool.size() == 0
        ? Future.succeededFuture()
        : vertx.timer(20, TimeUnit.MILLISECONDS).compose(t -> empty(pool));
  }

  @Test
  void aStatementThatWaitedForTooLongFailsAndIsNeverSent() {
    String table = "waited_" + user;
    await(db.execute("create table " + table + " (n int)"));
    await(db.execute("grant all on " + table + " to " + user));
    RestartingProxy proxy = await(RestartingProxy.start(vertx, db.host(), db.port()));
    Pool pool = builder(proxy.port()).withReconnectTimeout(Duration.ofMillis(300)).build();
    await(proxy.down());
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(pool.query("insert into " + table + " values (1)").execute());
    }
    assertThat(failures(asked))
        .hasSize(20)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(TransportException.class)
                    .hasMessageStartingWith("Database ORDERS can't be connected to ("));
    await(proxy.up());
    assertThat(
            await(pool.query("select count(*) from " + table).execute())
                .iterator()
                .next()
                .getLong(0))
        .isZero();
    await(pool.close());
    await(proxy.down());
  }

  @Test
  void aStatementThatWasSentIsNotRepeated() {
    // Counts what is rolled back too.
    String sequence = "sent_" + user;
    await(db.execute("create sequence " + sequence));
    await(db.execute("grant all on sequence " + sequence + " to " + user));
    Pool pool = builder(db.port()).build();
    Future<?> sent =
        pool.query("select pg_sleep(600) from nextval('%s')".formatted(sequence)).execute();
    await(counted(pool, sequence));
    await(db.disconnect(user));
    assertThat(catchThrowable(() -> await(sent)))
        .isNotNull()
        .isNotInstanceOf(TransportException.class);
    await(empty(pool));
    assertThat(await(lastValue(pool, sequence))).isEqualTo(1);
    await(pool.close());
  }

  private static Future<Long> lastValue(Pool pool, String sequence) {
    return pool.query("select coalesce(pg_sequence_last_value('%s'), 0)".formatted(sequence))
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private Future<Void> counted(Pool pool, String sequence) {
    return lastValue(pool, sequence)
        .compose(
            count ->
                count > 0
                    ? Future.succeededFuture()
                    : vertx.timer(20, TimeUnit.MILLISECONDS).compose(t -> counted(pool, sequence)));
  }

  @Test
  void withoutATimeoutACallFailsAtOnceWhileTheDatabaseIsDown() {
    RestartingProxy proxy = await(RestartingProxy.start(vertx, db.host(), db.port()));
    Pool pool = builder(proxy.port()).withReconnectTimeout(Duration.ZERO).build();
    await(proxy.down());
    assertThat(catchThrowable(() -> await(pool.query("select 1").execute())))
        .isInstanceOf(TransportException.class)
        .cause()
        .isInstanceOf(ConnectException.class);
    await(pool.close());
  }

  @Test
  void waitingCallsFailAtOnceWhenThePoolIsClosed() {
    RestartingProxy proxy = await(RestartingProxy.start(vertx, db.host(), db.port()));
    Pool pool = builder(proxy.port()).withReconnectTimeout(Duration.ofMinutes(10)).build();
    await(proxy.down());
    Future<?> waiting = pool.query("select 1").execute();
    await(vertx.timer(200, TimeUnit.MILLISECONDS));
    assertThat(waiting.isComplete()).isFalse();
    await(pool.close());
    assertThat(catchThrowable(() -> await(waiting))).isInstanceOf(ClosedException.class);
  }
}
