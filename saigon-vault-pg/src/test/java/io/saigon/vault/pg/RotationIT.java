package io.saigon.vault.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.ThrottledException;
import io.saigon.api.TransportException;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passwords change while queries go on, on connections that are renewed all the time. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class RotationIT {
  private static final AtomicInteger USERS = new AtomicInteger();

  private final TestStore store = new TestStore();
  private final String user = "rotated_" + USERS.incrementAndGet();
  private Vertx vertx;
  private LocalPostgres db;
  private Pool pool;
  private Load load;

  @BeforeEach
  void open(Vertx vertx, LocalPostgres db) {
    this.vertx = vertx;
    this.db = db;
    get(db.createUser(user, "password-0"));
    store.put("orders/db", db, user, "password-0");
    SecretVault vault =
        SecretVault.create(
            vertx, "test", store, SecretVaultOptions.defaults().withTtl(Duration.ofSeconds(2)));
    pool =
        PgPools.builder(
                vertx,
                DbEnv.prefixed("ORDERS")
                    .withEnvironment(Map.of("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db")),
                vault)
            .with(
                new PoolOptions()
                    .setMaxSize(6)
                    .setMaxLifetime(1_000)
                    .setMaxLifetimeUnit(TimeUnit.MILLISECONDS)
                    .setPoolCleanerPeriod(100))
            .withDrainPeriod(Duration.ofMillis(500))
            .build();
    get(pool.query("select 1").execute());
    load = new Load(vertx, pool, 4);
  }

  @AfterEach
  void noQueryFailed() {
    get(load.stop());
    get(pool.close());
    assertThat(load.failures).isEmpty();
    assertThat(load.succeeded.get()).isGreaterThan(100);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private void pause(long ms) {
    get(vertx.timer(ms, TimeUnit.MILLISECONDS));
  }

  @Test
  void aPasswordThatTheDatabaseGetsFirstFailsNoQuery() {
    for (int i = 1; i <= 3; i++) {
      get(db.setPassword(user, "password-" + i));
      pause(1_500);
      store.put("orders/db", db, user, "password-" + i);
      pause(1_000);
    }
  }

  @Test
  void aPasswordThatTheVaultGetsFirstFailsNoQuery() {
    for (int i = 1; i <= 3; i++) {
      store.put("orders/db", db, user, "password-" + i);
      pause(2_500);
      get(db.setPassword(user, "password-" + i));
      pause(1_000);
    }
  }

  @Test
  void usersThatTakeTurnsFailNoQuery() {
    String other = user + "_clone";
    get(db.createUser(other, "clone-0"));
    for (int i = 1; i <= 3; i++) {
      String next = i % 2 == 1 ? other : user;
      get(db.setPassword(next, "turn-" + i));
      store.put("orders/db", db, next, "turn-" + i);
      pause(2_000);
    }
  }

  @Test
  void aVaultThatIsDownOrThrottledDuringARotationFailsNoQuery() {
    store.failure = new TransportException("down", null);
    pause(1_000);
    get(db.setPassword(user, "password-1"));
    store.put("orders/db", db, user, "password-1");
    pause(1_000);
    store.failure = new ThrottledException("slow down", null, null);
    pause(1_000);
    store.failure = null;
    pause(1_500);
  }
}
