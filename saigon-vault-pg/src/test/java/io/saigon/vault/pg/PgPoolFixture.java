package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretVault;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user of its own in the database, whose password is in a vault that the test rotates. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
abstract class PgPoolFixture {
  private static final AtomicInteger USERS = new AtomicInteger();

  final TestStore store = new TestStore();
  final String user = "user_" + USERS.incrementAndGet();
  LocalPostgres db;
  SecretVault vault;

  @BeforeEach
  void open(Vertx vertx, LocalPostgres db) {
    this.db = db;
    await(db.createUser(user, "first-password"));
    store.put("orders/db", db, user, "first-password");
    vault = SecretVault.create(vertx, "test", store);
  }

  DbEnv env() {
    return envWithoutCa().withCaFile(db.caFile().toString());
  }

  static DbEnv envWithoutCa() {
    return DbEnv.prefixed("ORDERS")
        .withEnvironment(Map.of("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db"));
  }

  static String text(Pool pool, String sql) {
    return await(pool.query(sql).execute()).iterator().next().getValue(0).toString();
  }

  static String pid(SqlConnection connection) {
    return await(connection.query("select pg_backend_pid()").execute())
        .iterator()
        .next()
        .getValue(0)
        .toString();
  }

  static Throwable failure(Pool pool) {
    return catchThrowable(() -> await(pool.query("select 1").execute()));
  }

  Pool withoutReconnects(Vertx vertx, DbEnv env) {
    return PgPools.builder(vertx, env, vault).withReconnectTimeout(Duration.ZERO).build();
  }

  void rotate(String password) {
    await(db.setPassword(user, password));
    store.put("orders/db", db, user, password);
  }

  Future<NetServer> countingProxy(Vertx vertx, AtomicInteger connections) {
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
}
