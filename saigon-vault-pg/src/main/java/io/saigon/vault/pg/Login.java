package io.saigon.vault.pg;

import io.saigon.api.ConfigurationException;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.PostgreSqlCredentials;
import io.saigon.api.vault.SslMode;
import io.vertx.core.Future;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns credentials into the client's options: TLS, schema, application's name. */
final class Login {
  private static final String APPLICATION_NAME = "application_name";
  private static final @Nullable String CLIENT_NAME =
      PgConnectOptions.DEFAULT_PROPERTIES.get(APPLICATION_NAME);

  private final DbEnv env;
  private final PgConnectOptions base;

  Login(DbEnv env, PgConnectOptions base) {
    this.env = Objects.requireNonNull(env, "env");
    this.base = new PgConnectOptions(Objects.requireNonNull(base, "options"));
  }

  Future<PgConnectOptions> options(PostgreSqlCredentials credentials) {
    return options(credentials, credentials.sslMode());
  }

  Future<PgConnectOptions> options(PostgreSqlCredentials credentials, SslMode mode) {
    return Future.future(p -> p.complete(build(credentials, mode)));
  }

  private PgConnectOptions build(PostgreSqlCredentials credentials, SslMode mode) {
    PgConnectOptions options =
        new PgConnectOptions(base)
            .setHost(credentials.endpoint())
            .setPort(credentials.port())
            .setDatabase(credentials.database())
            .setUser(credentials.username())
            .setPassword(credentials.password())
            .setSslMode(io.vertx.pgclient.SslMode.of(mode.value()))
            .setSslOptions(ssl(mode));
    String schema = env.schema();
    if (schema != null) {
      options.addProperty("search_path", schema);
    }
    if (Objects.equals(options.getProperties().get(APPLICATION_NAME), CLIENT_NAME)) {
      options.addProperty(APPLICATION_NAME, env.prefix());
    }
    return options;
  }

  /** Whether a certificate is verified is as in libpq: by verify modes, and if there is a CA. */
  private ClientSSLOptions ssl(SslMode mode) {
    ClientSSLOptions ssl =
        base.getSslOptions() == null ? new ClientSSLOptions() : base.getSslOptions().copy();
    ssl.setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    String caFile = env.caFile();
    boolean verifies = mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL;
    if (verifies || (mode == SslMode.REQUIRE && caFile != null)) {
      return verifying(ssl, mode, caFile);
    }
    return ssl.setTrustAll(true);
  }

  private ClientSSLOptions verifying(ClientSSLOptions ssl, SslMode mode, @Nullable String caFile) {
    if (caFile != null) {
      return ssl.setTrustAll(false).setTrustOptions(new PemTrustOptions().addCertPath(caFile));
    }
    if (ssl.getTrustOptions() == null) {
      String variable = env.prefix() + "_DB_CA_FILE";
      throw new ConfigurationException(
          "SSL mode %s needs the authorities to trust; set %s to a PEM file of them"
              .formatted(mode.value(), variable),
          List.of(variable),
          null);
    }
    return ssl.setTrustAll(false);
  }
}
