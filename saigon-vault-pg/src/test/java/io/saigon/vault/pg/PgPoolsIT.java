package io.saigon.vault.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SslMode;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class PgPoolsIT {
  private static final AtomicInteger USERS = new AtomicInteger();
  private static final SelfSignedCertificate STRANGER = SelfSignedCertificate.create("stranger");

  private final TestStore store = new TestStore();
  private final String user = "user_" + USERS.incrementAndGet();
  private LocalPostgres db;
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx, LocalPostgres db) {
    this.db = db;
    get(db.createUser(user, "first-password"));
    store.put("orders/db", db, user, "first-password");
    vault = SecretVault.create(vertx, "test", store);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private DbEnv env() {
    return envWithoutCa().withCaFile(db.caFile().toString());
  }

  private static DbEnv envWithoutCa() {
    return DbEnv.prefixed("ORDERS")
        .withEnvironment(Map.of("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db"));
  }

  private static String text(Pool pool, String sql) {
    return get(pool.query(sql).execute()).iterator().next().getValue(0).toString();
  }

  private static Throwable failure(Pool pool) {
    return catchThrowable(() -> get(pool.query("select 1").execute()));
  }

  @Test
  void aPoolLogsInWithTheVaultsCredentials(Vertx vertx) {
    Pool pool = PgPools.create(vertx, env(), vault);
    assertThat(text(pool, "select current_user")).isEqualTo(user);
    assertThat(text(pool, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
        .isEqualTo("true");
    assertThat(text(pool, "show application_name")).isEqualTo("ORDERS");
    get(pool.close());
  }

  @Test
  void poolsSharedByNameAreOneUntilTheLastIsClosed(Vertx vertx) {
    PoolOptions shared = new PoolOptions().setShared(true).setName("orders").setMaxSize(1);
    Pool one = PgPools.create(vertx, env(), vault, shared);
    Pool two = PgPools.create(vertx, env(), vault, shared);
    String pid = text(one, "select pg_backend_pid()");
    get(one.close());
    assertThat(text(two, "select pg_backend_pid()")).isEqualTo(pid);
    get(two.close());
  }

  @Test
  void theSchemaIsTheSearchPath(Vertx vertx) {
    Pool pool = PgPools.create(vertx, env().withSchema("sales"), vault);
    assertThat(text(pool, "show search_path")).isEqualTo("sales");
    get(pool.close());
  }

  @Test
  void queriesStatementsConnectionsAndTransactionsWork(Vertx vertx) {
    Pool pool = PgPools.create(vertx, env(), vault, new PoolOptions().setMaxSize(2));
    assertThat(
            get(pool.preparedQuery("select $1::int + 1").execute(Tuple.of(41)))
                .iterator()
                .next()
                .getInteger(0))
        .isEqualTo(42);
    int sum =
        get(
            pool.withTransaction(
                c ->
                    c.query("create temp table t on commit drop as select generate_series(1, 10) n")
                        .execute()
                        .compose(r -> c.query("select sum(n)::int from t").execute())
                        .map(r -> r.iterator().next().getInteger(0))));
    assertThat(sum).isEqualTo(55);
    SqlConnection connection = get(pool.getConnection());
    Row row =
        get(connection
                .prepare("select $1::text")
                .compose(statement -> statement.query().execute(Tuple.of("é漢"))))
            .iterator()
            .next();
    assertThat(row.getString(0)).isEqualTo("é漢");
    get(connection.close());
    get(pool.close());
  }

  @Test
  void theServersCertificateAndNameAreVerified(Vertx vertx) {
    Pool without = PgPools.create(vertx, envWithoutCa().withSslMode(SslMode.VERIFY_FULL), vault);
    assertThat(
            catchThrowableOfType(ConfigurationException.class, () -> get(without.getConnection())))
        .hasMessage(
            "SSL mode verify-full needs the authorities to trust; set ORDERS_DB_CA_FILE to a PEM file of them");
    get(without.close());
    Pool otherHost = impatient(vertx, env().withEndpoint("127.0.0.2"));
    assertThat(failure(otherHost)).isInstanceOf(TransportException.class);
    get(otherHost.close());
  }

  private Pool impatient(Vertx vertx, DbEnv env) {
    return PgPools.builder(vertx, env, vault).withReconnectTimeout(Duration.ZERO).build();
  }

  @Test
  void aMissingSecretFailsTheQueryAndNamesItsKey(Vertx vertx) {
    Pool pool =
        PgPools.create(vertx, DbEnv.prefixed("ORDERS").withCredentialsSecret("nope"), vault);
    assertThat(failure(pool))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("There is no secret nope");
    get(pool.close());
  }

  @Test
  void aVaultThatCannotBeReachedFailsTheQuery(Vertx vertx) throws InterruptedException {
    store.failure = new TransportException("The vault is down", null);
    Pool pool = PgPools.create(vertx, env(), vault);
    assertThat(failure(pool)).hasMessage("The vault is down");
    store.failure = null;
    // The vault pauses after a fetch that failed.
    until(() -> failure(pool) == null);
    get(pool.close());
  }

  @Test
  void aWrongPasswordFailsSoonAndIsNotTriedAgainAndAgain(Vertx vertx) {
    store.put("orders/db", db, user, "wrong-password");
    AtomicInteger logins = new AtomicInteger();
    NetServer counter = get(countingProxy(vertx, logins));
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
    get(vault.refresh("orders/db"));
    assertThat(failure(pool)).as("works as soon as the secret is right").isNull();
    get(pool.close());
  }

  private Future<NetServer> countingProxy(Vertx vertx, AtomicInteger connections) {
    return vertx
        .createNetServer()
        .connectHandler(
            in -> {
              connections.incrementAndGet();
              in.pause();
              vertx
                  .createNetClient()
                  .connect(db.port(), db.host())
                  .onSuccess(
                      out -> {
                        in.pipeTo(out);
                        out.pipeTo(in);
                      })
                  .onFailure(e -> in.close());
            })
        .listen(0, "localhost");
  }

  @Test
  void aConnectionThatIsInUseOutlivesARotationAndHearsItsNotifications(Vertx vertx)
      throws Exception {
    Pool pool =
        PgPools.builder(vertx, env(), vault).withDrainPeriod(Duration.ofMillis(100)).build();
    PgConnection listening = (PgConnection) get(pool.getConnection());
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    listening.notificationHandler(n -> heard.add(n.getPayload()));
    get(listening.query("listen orders").execute());
    rotate("second-password");
    get(vault.refresh("orders/db"));
    get(pool.query("notify orders, 'hello'").execute());
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
    get(listening.close());
    get(pool.close());
  }

  private void rotate(String password) {
    get(db.setPassword(user, password));
    store.put("orders/db", db, user, password);
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
    get(vault.refresh("orders/db"));
    until(() -> !text(pool, "select pg_backend_pid()").equals(before));
    get(pool.close());
  }

  @Test
  void aConnectionInUseWithTheOldPasswordIsClosedInsteadOfHandedOn(Vertx vertx)
      throws InterruptedException {
    Pool pool =
        PgPools.builder(vertx, env(), vault)
            .with(new PoolOptions().setMaxSize(2))
            .withDrainPeriod(Duration.ZERO)
            .build();
    SqlConnection held = get(pool.getConnection());
    String before = text(pool, "select pg_backend_pid()");
    rotate("second-password");
    get(vault.refresh("orders/db"));
    until(() -> !text(pool, "select pg_backend_pid()").equals(before));
    SqlConnection other = get(pool.getConnection());
    String old = pid(held);
    Future<SqlConnection> waiting = pool.getConnection();
    get(held.close());
    assertThat(pid(get(waiting))).isNotIn(old, pid(other));
    get(waiting.result().close());
    get(other.close());
    get(pool.close());
  }

  @Test
  void whileNoneCanBeOpenedTheConnectionsThereAreServeAll(Vertx vertx) {
    Pool pool =
        PgPools.builder(vertx, env(), vault)
            .with(new PoolOptions().setMaxSize(2))
            .withRotationPatience(Duration.ofSeconds(60))
            .build();
    Context context = vertx.getOrCreateContext();
    SqlConnection held = get(on(context, pool::getConnection));
    get(db.setPassword(user, "not-yet-in-the-vault"));
    Future<String> query = on(context, () -> pool.query("select 1").execute().map(r -> "served"));
    Future<Void> waiting = on(context, () -> pool.getConnection().compose(SqlConnection::close));
    get(vertx.timer(300, TimeUnit.MILLISECONDS));
    assertThat(query.isComplete() || waiting.isComplete()).isFalse();
    get(held.close());
    assertThat(get(query)).isEqualTo("served");
    get(waiting);
    get(pool.close());
  }

  private static <T> Future<T> on(Context context, Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(v -> work.get().onComplete(done));
    return done.future();
  }

  @Test
  void whatIsRefusedForLongerThanThePatienceFails(Vertx vertx) {
    Pool pool =
        PgPools.builder(vertx, env(), vault)
            .with(new PoolOptions().setMaxSize(2))
            .withRotationPatience(Duration.ofMillis(500))
            .build();
    SqlConnection held = get(pool.getConnection());
    get(db.setPassword(user, "never-in-the-vault"));
    assertThat(failure(pool)).isInstanceOf(PgException.class).hasMessageContaining("28P01");
    assertThat(catchThrowable(() -> get(pool.getConnection()))).isInstanceOf(PgException.class);
    get(held.close());
    get(pool.close());
  }

  @Test
  void tokensAreAskedForNewConnectionsAndDrainNone(Vertx vertx) {
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
    SqlConnection first = get(pool.getConnection());
    String pid = pid(first);
    assertThat(asked).containsExactly(user + "@" + db.host() + ":" + db.port());
    get(db.setPassword(user, "expired"));
    SqlConnection second = get(pool.getConnection());
    assertThat(made.get()).as("one token refused, one made anew").isEqualTo(2);
    get(second.close());
    get(first.close());
    SqlConnection again = get(pool.getConnection());
    SqlConnection other = get(pool.getConnection());
    assertThat(List.of(pid(again), pid(other))).as("the first one is still in use").contains(pid);
    get(again.close());
    get(other.close());
    get(pool.close());
  }

  private static String pid(SqlConnection connection) {
    return get(connection.query("select pg_backend_pid()").execute())
        .iterator()
        .next()
        .getValue(0)
        .toString();
  }

  @Test
  void aRefusedPasswordIsReadAnewOnceAndTriedOnceMore(Vertx vertx) {
    AtomicInteger logins = new AtomicInteger();
    NetServer counter = get(countingProxy(vertx, logins));
    Pool pool =
        PgPools.create(
            vertx, env().withPort(counter.actualPort()), vault, new PoolOptions().setMaxSize(2));
    SqlConnection before = get(pool.getConnection());
    int fetches = store.fetches.get();
    rotate("second-password");
    SqlConnection after = get(pool.getConnection());
    assertThat(logins.get())
        .as("one at first, one refused, one that works, and one to try the news before it")
        .isBetween(3, 4);
    assertThat(store.fetches.get()).as("fetches").isEqualTo(fetches + 1);
    get(before.close());
    get(after.close());
    get(pool.close());
  }

  @Test
  void aSecretThatWasRotatedWronglyIsTriedSeldom(Vertx vertx) throws InterruptedException {
    AtomicInteger logins = new AtomicInteger();
    NetServer counter = get(countingProxy(vertx, logins));
    Pool pool =
        PgPools.builder(vertx, env().withPort(counter.actualPort()), vault)
            .with(new PoolOptions().setMaxSize(8))
            .build();
    get(pool.query("select 1").execute());
    int before = logins.get();
    store.put("orders/db", db, user, "wrong-password");
    get(vault.refresh("orders/db"));
    List<Future<SqlConnection>> connections = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      connections.add(pool.getConnection());
    }
    get(Future.all(connections));
    assertThat(logins.get() - before).as("seven new connections, and one try").isLessThan(10);
    connections.forEach(c -> get(c.result().close()));
    get(pool.close());
  }

  @ParameterizedTest
  @CsvSource({
    "disable, false, none, false",
    "allow, false, none, false",
    "prefer, true, none, false",
    "require, true, none, false",
    "verify-ca, true, right, true",
    "verify-full, true, right, false",
  })
  void everyTlsModeWorks(String mode, String encrypted, String ca, boolean otherName, Vertx vertx) {
    DbEnv env = envWithoutCa().withSslMode(SslMode.of(mode));
    if (ca.equals("right")) {
      env = env.withCaFile(db.caFile().toString());
    }
    if (otherName) {
      env = env.withEndpoint("127.0.0.1");
    }
    Pool pool = PgPools.create(vertx, env, vault);
    assertThat(text(pool, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
        .isEqualTo(encrypted);
    get(pool.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify-ca", "verify-full"})
  void aServerOfAnotherAuthorityIsRefused(String mode, Vertx vertx) {
    Pool pool =
        impatient(
            vertx, env().withSslMode(SslMode.of(mode)).withCaFile(STRANGER.certificatePath()));
    assertThat(failure(pool))
        .isInstanceOf(TransportException.class)
        .hasMessageStartingWith("Database ORDERS can't be connected to (")
        .hasMessageContaining("ORDERS_DB_CA_FILE");
    get(pool.close());
  }

  @Test
  void aPoolOfTheApplicationsOwnGetsTheVaultsCredentials(Vertx vertx) {
    Pool pool =
        PgBuilder.pool().using(vertx).connectingTo(PgPools.connectOptions(env(), vault)).build();
    assertThat(text(pool, "select current_user")).isEqualTo(user);
    get(pool.close());
  }
}
