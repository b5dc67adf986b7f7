package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretChange;
import io.saigon.api.vault.SecretVault;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.LocalPostgres;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/**
 * Passwords change under load: no query fails, and every connection is on the new password soon.
 *
 * <p>{@code -Dsaigon.rotation.rate=1000} sets the number of queries a second, and {@code
 * -Dsaigon.rotation.outage=60} makes Secrets Manager fail for that many seconds; both are less in a
 * plain build.
 */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class RotationIT {
  private static final int RATE = Integer.getInteger("saigon.rotation.rate", 200);
  private static final int OUTAGE_SECONDS = Integer.getInteger("saigon.rotation.outage", 2);
  private static final int ROTATIONS = 10;
  private static final int SIZE = 16;
  private static final Duration TTL = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofMillis(300);
  // Not a requirement but a bound for the wait: the time of a handover depends on the machine's
  // load. RotatedConnectionsIT checks by what date the pool closes a connection at the latest.
  private static final Duration GIVE_UP = Duration.ofSeconds(60);
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String user = "rotated_" + RUNS.incrementAndGet();
  private final String key = "rotation/" + user;
  private Vertx vertx;
  private LocalAws aws;
  private LocalPostgres db;
  private RotatedSecret secret;
  private Saigon saigon;
  private SecretVault vault;
  private PgConnection monitor;
  private Pool pool;
  private Load load;
  private volatile OffsetDateTime changed;
  private long slowestHandoverMs;
  private long mostConnections;

  @BeforeEach
  void open(Vertx vertx, LocalPostgres db) {
    this.vertx = vertx;
    this.db = db;
    // A local AWS of its own: faults must not affect other tests.
    aws = await(LocalAws.start(vertx));
    secret =
        new RotatedSecret(
            VertxAws.create(vertx, aws.saigonOptions())
                .service("secretsmanager", SecretsManagerAsyncClient::builder),
            db,
            key);
    await(db.createUser(user, "password-0"));
    await(secret.create(user, "password-0"));
    saigon =
        Saigon.create(
            vertx,
            aws.saigonOptions()
                .withSettings(
                    "aws-secrets-manager", new JsonObject().put("ttlMs", TTL.toMillis())));
    vault = saigon.vault();
    monitor = await(monitor());
    pool =
        PgPools.builder(
                vertx,
                DbEnv.prefixed(user).withCredentialsSecret(key).withCaFile(db.caFile().toString()),
                vault)
            .with(new PoolOptions().setMaxSize(SIZE))
            .withDrainPeriod(DRAIN)
            .withRotationPatience(Duration.ofSeconds(15 + OUTAGE_SECONDS))
            .build();
    await(pool.query("select 1").execute());
    load = new Load(vertx, pool, RATE);
    await(load.start());
  }

  private Future<PgConnection> monitor() {
    return db.execute("grant pg_read_all_stats to " + db.username())
        .compose(
            v ->
                PgConnection.connect(
                    vertx,
                    new PgConnectOptions()
                        .setHost(db.host())
                        .setPort(db.port())
                        .setDatabase(db.database())
                        .setUser(db.username())
                        .setPassword(db.password())
                        .setSslMode(SslMode.VERIFY_FULL)
                        .setSslOptions(
                            new ClientSSLOptions()
                                .setHostnameVerificationAlgorithm("HTTPS")
                                .setTrustOptions(
                                    new PemTrustOptions().addCertPath(db.caFile().toString())))));
  }

  @AfterEach
  void close() {
    await(pool.close());
    await(monitor.close());
    await(saigon.close());
    await(aws.stop());
  }

  private Future<Void> after(long ms) {
    return vertx.timer(ms, TimeUnit.MILLISECONDS).mapEmpty();
  }

  /**
   * The rotation may be announced; else the pool notices it by a refused login, or when the cached
   * secret is old.
   */
  private void rotate(String user, String password, boolean announced) {
    await(secret.rotate(user, password, this::changed));
    long began = System.nanoTime();
    if (announced) {
      vertx
          .eventBus()
          .publish(
              SecretChange.ADDRESS, new JsonObject().put("vault", vault.name()).put("key", key));
    }
    while (outdated(user) > 0) {
      assertThat(System.nanoTime() - began).as("gave up waiting").isLessThan(GIVE_UP.toNanos());
      await(after(25));
    }
    long handover = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    slowestHandoverMs = Math.max(slowestHandoverMs, handover);
  }

  /** The database has the new password, and the vault not yet. */
  private Future<?> changed() {
    return monitor
        .query("select clock_timestamp()")
        .execute()
        .onSuccess(rows -> changed = rows.iterator().next().getOffsetDateTime(0))
        .compose(rows -> after(100));
  }

  private long outdated(String user) {
    Row connections =
        await(
                monitor
                    .preparedQuery(
                        "select count(*) filter (where usename <> $2 or backend_start < $3), count(*)"
                            + " from pg_stat_activity where application_name = $1")
                    .execute(Tuple.of(this.user, user, changed)))
            .iterator()
            .next();
    mostConnections = Math.max(mostConnections, connections.getLong(1));
    return connections.getLong(0);
  }

  // The measurements are part of the test's result.
  private void noQueryFailed(String scenario) {
    await(load.stop());
    System.out.printf(
        Locale.ROOT,
        "%s: %d queries and %d held transactions, %d failed; slowest query %d ms, slowest handover %d ms, most connections %d%n",
        scenario,
        load.asked.get(),
        load.transactions.get(),
        load.failures.size(),
        TimeUnit.NANOSECONDS.toMillis(load.slowestNanos.get()),
        slowestHandoverMs,
        mostConnections);
    // The server counts a connection for a while after the pool has closed it.
    assertThat(mostConnections).as("connections").isLessThan(2 * SIZE);
    assertThat(load.failures).isEmpty();
    assertThat(load.answered.get()).isEqualTo(load.asked.get()).isPositive();
    assertThat(load.transactions.get()).isPositive();
  }

  @Test
  void tenRotationsOfOneUserFailNoQuery() {
    for (int i = 1; i <= ROTATIONS; i++) {
      rotate(user, "password-" + i, i % 3 != 0);
    }
    noQueryFailed("one user");
  }

  @Test
  void tenRotationsOfTwoAlternatingUsersFailNoQuery() {
    String other = user + "_clone";
    await(db.createUser(other, "clone-0"));
    for (int i = 1; i <= ROTATIONS; i++) {
      rotate(i % 2 == 1 ? other : user, "turn-" + i, i % 3 != 0);
    }
    noQueryFailed("two users");
  }

  @Test
  void aVaultThatThrottlesFailsNoQuery() {
    rotateWithFault(Fault.throttling());
    noQueryFailed("throttled");
  }

  @Test
  void aVaultThatIsDownFailsNoQuery() {
    rotateWithFault(Fault.disconnect());
    noQueryFailed("down");
  }

  @Test
  void aVaultThatIsSlowFailsNoQuery() {
    rotateWithFault(Fault.latency(Duration.ofMillis(1_500)));
    noQueryFailed("slow");
  }

  /** Begins right after the password has changed, before the pool could notice it. */
  private void rotateWithFault(Fault fault) {
    rotate(user, "password-1", true);
    await(secret.rotate(user, "password-2", Future::succeededFuture));
    aws.faults().always("secretsmanager", fault);
    await(after(OUTAGE_SECONDS * 1_000L));
    aws.faults().clear();
    rotate(user, "password-3", false);
  }
}
