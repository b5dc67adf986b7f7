package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SslMode;
import io.vertx.core.Vertx;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.sqlclient.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsModesIT extends PgPoolFixture {
  private static final SelfSignedCertificate OTHER_AUTHORITY =
      SelfSignedCertificate.create("stranger");

  @Test
  void theServersCertificateAndNameAreVerified(Vertx vertx) {
    Pool without = PgPools.create(vertx, envWithoutCa().withSslMode(SslMode.VERIFY_FULL), vault);
    assertThat(
            catchThrowableOfType(
                ConfigurationException.class, () -> await(without.getConnection())))
        .hasMessage(
            "SSL mode verify-full needs the authorities to trust; set ORDERS_DB_CA_FILE to a PEM file of them");
    await(without.close());
    Pool otherHost = withoutReconnects(vertx, env().withEndpoint("127.0.0.2"));
    assertThat(failure(otherHost)).isInstanceOf(TransportException.class);
    await(otherHost.close());
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
    await(pool.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify-ca", "verify-full"})
  void aServerOfAnotherAuthorityIsRefused(String mode, Vertx vertx) {
    Pool pool =
        withoutReconnects(
            vertx,
            env().withSslMode(SslMode.of(mode)).withCaFile(OTHER_AUTHORITY.certificatePath()));
    assertThat(failure(pool))
        .isInstanceOf(TransportException.class)
        .hasMessageStartingWith("Database ORDERS can't be connected to (")
        .hasMessageContaining("ORDERS_DB_CA_FILE");
    await(pool.close());
  }
}
