package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.fault.FaultyWire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults on request between a client and PostgreSQL. */
@ExtendWith(LocalAwsExtension.class)
@Tag("postgres-client")
class PostgresFaultsIT {
  private final Vertx vertx = Vertx.vertx();
  private LocalPostgres postgres;
  private FaultyWire wire;
  private PgConnection connection;

  @BeforeEach
  void connect(LocalPostgres postgres) throws Exception {
    this.postgres = postgres;
    wire = await(FaultyWire.start(vertx, postgres.host(), postgres.port()));
    connection = await(connect(postgres.username(), postgres.password()));
  }

  @AfterEach
  void stop() throws Exception {
    await(wire.stop());
    await(vertx.close());
  }

  @Test
  void aDelayedAnswerIsCorrect() throws Exception {
    wire.latency(Duration.ofMillis(200));
    long start = System.nanoTime();
    assertThat(await(one())).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void anAnswerIsTruncatedOrTheConnectionReset() {
    wire.closeAfter(10);
    failure(Exception.class, one());
    wire.heal();
    failure(Exception.class, one());
    assertThat(wire.connections()).isZero();
  }

  @Test
  void allConnectionsAreReset() {
    Future<Integer> sleeping =
        connection.query("SELECT pg_sleep(60)").execute().map(rows -> rows.size());
    wire.resetAll();
    failure(Exception.class, sleeping);
  }

  @Test
  void aStalledConnectionSendsNoAnswer() {
    wire.stall();
    Future<Integer> answer = one();
    assertThatThrownBy(
            () -> answer.toCompletionStage().toCompletableFuture().get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void aUserMayHaveTooManyConnections() throws Exception {
    await(postgres.createUser("crowd", "Passw0rd"));
    await(postgres.execute("ALTER ROLE crowd CONNECTION LIMIT 1"));
    await(connect("crowd", "Passw0rd"));
    assertThatThrownBy(() -> await(connect("crowd", "Passw0rd")))
        .isInstanceOf(PgException.class)
        .hasMessageContaining("too many connections");
  }

  @Test
  void aPasswordChangesAtAChosenMoment() throws Exception {
    await(postgres.createUser("rotating", "Passw0rd"));
    PgConnection old = await(connect("rotating", "Passw0rd"));
    await(postgres.setPassword("rotating", "Other-Pass1"));
    assertThat(await(old.query("SELECT 1").execute()).size()).isEqualTo(1);
    assertThatThrownBy(() -> await(connect("rotating", "Passw0rd")))
        .isInstanceOf(PgException.class)
        .hasMessageContaining("password authentication failed");
    await(connect("rotating", "Other-Pass1"));
    await(postgres.disconnect("rotating"));
    failure(Exception.class, old.query("SELECT 1").execute());
  }

  private Future<Integer> one() {
    return connection.query("SELECT 1").execute().map(rows -> rows.iterator().next().getInteger(0));
  }

  private Future<PgConnection> connect(String user, String password) {
    return PgConnection.connect(
        vertx,
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(wire.port())
            .setDatabase(postgres.database())
            .setUser(user)
            .setPassword(password));
  }
}
