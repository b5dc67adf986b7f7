package io.saigon.vault.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections break, and a database goes away for a while. */
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
    get(db.createUser(user, "first-password"));
    store.put("orders/db", db, user, "first-password");
    vault = SecretVault.create(vertx, "test", store);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
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
    get(Future.join(new ArrayList<>(futures)).otherwiseEmpty());
    return futures.stream().filter(Future::failed).map(Future::cause).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "terminated"})
  void aCutFailsNoStatementButThoseUnderWay(String how) {
    FaultyWire wire = get(FaultyWire.start(vertx, db.host(), db.port()));
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
    get(pool.close());
    get(wire.stop());
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
    RestartingProxy proxy = get(RestartingProxy.start(vertx, db.host(), db.port()));
    Pool pool = builder(proxy.port()).withReconnectTimeout(Duration.ofSeconds(30)).build();
    get(pool.query("select 1").execute());
    get(proxy.down());
    get(empty(pool));
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
    get(vertx.timer(1_300, TimeUnit.MILLISECONDS));
    assertThat(asked).noneMatch(Future::isComplete);
    get(proxy.up());
    assertThat(failures(asked)).isEmpty();
    assertThat(get(completedOn.future())).isSameAs(caller);
    get(pool.close());
    get(proxy.down());
  }

  private Future<Void> empty(Pool pool) {
    return pool.size() == 0
        ? Future.succeededFuture()
        : vertx.timer(20, TimeUnit.MILLISECONDS).compose(t -> empty(pool));
  }

  @Test
  void aStatementThatWaitedForTooLongFailsAndIsNeverSent() {
    String table = "waited_" + user;
    get(db.execute("create table " + table + " (n int)"));
    get(db.execute("grant all on " + table + " to " + user));
    RestartingProxy proxy = get(RestartingProxy.start(vertx, db.host(), db.port()));
    Pool pool = builder(proxy.port()).withReconnectTimeout(Duration.ofMillis(300)).build();
    get(proxy.down());
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
    get(proxy.up());
    assertThat(
            get(pool.query("select count(*) from " + table).execute()).iterator().next().getLong(0))
        .isZero();
    get(pool.close());
    get(proxy.down());
  }

  @Test
  void aStatementThatWasSentIsNotRepeated() {
    // Counts what is rolled back too.
    String sequence = "sent_" + user;
    get(db.execute("create sequence " + sequence));
    get(db.execute("grant all on sequence " + sequence + " to " + user));
    Pool pool = builder(db.port()).build();
    Future<?> sent =
        pool.query("select pg_sleep(600) from nextval('%s')".formatted(sequence)).execute();
    get(counted(pool, sequence));
    get(db.disconnect(user));
    assertThat(catchThrowable(() -> get(sent)))
        .isNotNull()
        .isNotInstanceOf(TransportException.class);
    get(empty(pool));
    assertThat(get(lastValue(pool, sequence))).isEqualTo(1);
    get(pool.close());
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
    RestartingProxy proxy = get(RestartingProxy.start(vertx, db.host(), db.port()));
    Pool pool = builder(proxy.port()).withReconnectTimeout(Duration.ZERO).build();
    get(proxy.down());
    assertThat(catchThrowable(() -> get(pool.query("select 1").execute())))
        .isInstanceOf(TransportException.class)
        .cause()
        .isInstanceOf(ConnectException.class);
    get(pool.close());
  }

  @Test
  void whoWaitsHearsOfThePoolsEndAtOnce() {
    RestartingProxy proxy = get(RestartingProxy.start(vertx, db.host(), db.port()));
    Pool pool = builder(proxy.port()).withReconnectTimeout(Duration.ofMinutes(10)).build();
    get(proxy.down());
    Future<?> waiting = pool.query("select 1").execute();
    get(vertx.timer(200, TimeUnit.MILLISECONDS));
    assertThat(waiting.isComplete()).isFalse();
    get(pool.close());
    assertThat(catchThrowable(() -> get(waiting))).hasMessageContaining("closed");
  }
}
