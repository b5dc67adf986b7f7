package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Row;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The local PostgreSQL with the Vert.x client. */
@ExtendWith(LocalAwsExtension.class)
@Tag("postgres-client")
class PostgresIT {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void aConnectionIsEncryptedAndTheServerAuthenticated(LocalPostgres postgres) throws Exception {
    PgConnectOptions verified =
        options(postgres)
            .setSslMode(SslMode.VERIFY_FULL)
            .setSslOptions(
                new ClientSSLOptions()
                    .setTrustOptions(
                        new PemTrustOptions().addCertPath(postgres.caFile().toString()))
                    .setHostnameVerificationAlgorithm("HTTPS"));
    assertThat(isEncrypted(verified)).isTrue();
  }

  @Test
  void aConnectionMayGoWithoutEncryption(LocalPostgres postgres) throws Exception {
    assertThat(isEncrypted(options(postgres).setSslMode(SslMode.DISABLE))).isFalse();
  }

  @Test
  void anUntrustedServerIsRefused(LocalPostgres postgres) throws Exception {
    TrustManagerFactory jdk =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    jdk.init((KeyStore) null);
    PgConnectOptions untrusted =
        options(postgres)
            .setSslMode(SslMode.VERIFY_FULL)
            .setSslOptions(
                new ClientSSLOptions()
                    .setTrustOptions(TrustOptions.wrap(jdk.getTrustManagers()[0]))
                    .setHostnameVerificationAlgorithm("HTTPS"));
    assertThatThrownBy(() -> isEncrypted(untrusted)).hasMessageContaining("SSL handshake failed");
  }

  @Test
  void aWrongPasswordIsRefused(LocalPostgres postgres) {
    assertThatThrownBy(() -> isEncrypted(options(postgres).setPassword("wrong")))
        .isInstanceOf(PgException.class)
        .hasMessageContaining("28P01");
  }

  @Test
  void aChangedPasswordReplacesTheOldOne(LocalPostgres postgres) throws Exception {
    await(postgres.createUser("o'\"connor", "it's one"));
    PgConnectOptions one = options(postgres).setUser("o'\"connor").setPassword("it's one");
    assertThat(isEncrypted(one)).isFalse();
    await(postgres.setPassword("o'\"connor", "two"));
    assertThatThrownBy(() -> isEncrypted(one)).hasMessageContaining("28P01");
    assertThat(isEncrypted(new PgConnectOptions(one).setPassword("two"))).isFalse();
  }

  @Test
  void aUserCanWorkWithTheTablesOfTheOwner(LocalPostgres postgres) throws Exception {
    await(postgres.createUser("worker", "secret"));
    await(run(options(postgres), "CREATE TABLE IF NOT EXISTS things (n int)"));
    await(
        run(
            options(postgres).setUser("worker").setPassword("secret"),
            "INSERT INTO things VALUES (1)"));
  }

  private Boolean isEncrypted(PgConnectOptions options) throws Exception {
    return await(run(options, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
        .getBoolean(0);
  }

  private Future<Row> run(PgConnectOptions options, String sql) {
    return PgConnection.connect(vertx, options)
        .compose(
            connection ->
                connection
                    .query(sql)
                    .execute()
                    .map(rows -> rows.iterator().hasNext() ? rows.iterator().next() : null)
                    .eventually(connection::close));
  }

  private static PgConnectOptions options(LocalPostgres postgres) {
    return new PgConnectOptions()
        .setHost(postgres.host())
        .setPort(postgres.port())
        .setDatabase(postgres.database())
        .setUser(postgres.username())
        .setPassword(postgres.password());
  }
}
