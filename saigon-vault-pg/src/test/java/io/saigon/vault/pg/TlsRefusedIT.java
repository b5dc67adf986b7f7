package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SslMode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that refuses TLS and requests the password in clear gets it only where code or
 * environment allow that.
 */
@ExtendWith(VertxExtension.class)
class TlsRefusedIT {
  private static final SelfSignedCertificate CA = SelfSignedCertificate.create("localhost");
  private static final String PASSWORD = "CANARY-password";

  private Vertx vertx;
  private TlsRefusingServer server;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    server = await(TlsRefusingServer.start(vertx));
  }

  /** The settings of the README; the secret is one of RDS's own, but for its mode. */
  private static DbEnv env() {
    return DbEnv.prefixed("ORDERS")
        .withEnvironment(Map.of("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db"));
  }

  private SecretVault vault(@Nullable String sslMode) {
    JsonObject json =
        new JsonObject()
            .put("engine", "postgres")
            .put("host", "localhost")
            .put("port", server.port())
            .put("dbname", "orders")
            .put("username", "app")
            .put("password", PASSWORD);
    if (sslMode != null) {
      json.put("sslmode", sslMode);
    }
    return SecretVault.create(
        vertx, "test", id -> Future.succeededFuture(SecretValue.ofText(id, json.encode(), "1")));
  }

  private void getsNoPassword(Pool pool) {
    Throwable failure = catchThrowable(() -> await(pool.query("select 1").execute()));
    assertThat(failure).isInstanceOf(TransportException.class);
    assertThat(failure)
        .hasMessageStartingWith("Database ORDERS can't be connected to (")
        .hasMessageNotContaining("CANARY");
    getsNothing(pool);
    assertThat(server.tlsRequests()).isPositive();
  }

  private void getsNothing(Pool pool) {
    await(pool.close());
    assertThat(server.received()).as("sent in clear").isEmpty();
  }

  @Test
  void aDatabaseThatRefusesTlsGetsNoPassword() {
    getsNoPassword(PgPools.create(vertx, env(), vault(null)));
  }

  @Test
  void withACaFileItGetsNoPassword() {
    DbEnv env = env().withCaFile(CA.certificatePath());
    getsNoPassword(PgPools.create(vertx, env, vault(null)));
  }

  @Test
  void withAuthoritiesInTheConnectOptionsItGetsNoPassword() {
    PgConnectOptions trusting =
        new PgConnectOptions()
            .setSslOptions(
                new ClientSSLOptions()
                    .setTrustOptions(new PemTrustOptions().addCertPath(CA.certificatePath())));
    getsNoPassword(PgPools.builder(vertx, env(), vault("disable")).with(trusting).build());
    Pool weak =
        PgPools.builder(vertx, env().withSslMode(SslMode.PREFER), vault(null))
            .with(trusting)
            .build();
    assertThat(
            catchThrowableOfType(ConfigurationException.class, () -> await(weak.getConnection())))
        .hasMessageContaining("SSL mode prefer ignores the authorities to trust");
    getsNothing(weak);
  }

  @ParameterizedTest
  @EnumSource(
      value = SslMode.class,
      names = {"DISABLE", "ALLOW", "PREFER", "REQUIRE"})
  void aSecretThatDisablesTlsSendsNoPassword(SslMode mode) {
    getsNoPassword(PgPools.create(vertx, env(), vault(mode.value())));
    getsNoPassword(
        PgPools.create(vertx, env().withCaFile(CA.certificatePath()), vault(mode.value())));
  }

  @Test
  void aTokenIsNeverSentInClear() {
    SecretVault tokens =
        SecretVault.create(
            vertx,
            "tokens",
            id -> Future.succeededFuture(SecretValue.ofText(id, "CANARY-token", "1")));
    getsNoPassword(PgPools.create(vertx, env().withTokens(tokens), vault("disable")));
    Pool weak =
        PgPools.create(vertx, env().withTokens(tokens).withSslMode(SslMode.PREFER), vault(null));
    assertThat(
            catchThrowableOfType(ConfigurationException.class, () -> await(weak.getConnection())))
        .hasMessageContaining("could send an IAM token in clear");
    getsNothing(weak);
  }

  @Test
  void optionsForAPoolOfTheApplicationSendNoPasswordEither() {
    Pool pool =
        PgBuilder.pool()
            .using(vertx)
            .connectingTo(PgPools.connectOptions(env(), vault("disable")))
            .build();
    assertThat(catchThrowable(() -> await(pool.query("select 1").execute())))
        .hasMessageContaining("does not handle SSL");
    getsNothing(pool);
  }

  @ParameterizedTest
  @EnumSource(
      value = SslMode.class,
      names = {"DISABLE", "ALLOW", "PREFER"})
  void onlyCodeOrEnvironmentSendAPasswordInClear(SslMode mode) {
    Pool pool = PgPools.create(vertx, env().withSslMode(mode), vault(null));
    Future<?> asked = pool.getConnection();
    await(received(PASSWORD));
    await(pool.close());
    assertThat(catchThrowable(() -> await(asked))).isInstanceOf(RuntimeException.class);
  }

  private Future<Void> received(String text) {
    return server.received().contains(text)
        ? Future.succeededFuture()
        : vertx.timer(20, TimeUnit.MILLISECONDS).compose(t -> received(text));
  }
}
