package io.saigon.vault.pg;

import io.saigon.api.error.ConfigurationException;
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

/** Creates connect options from credentials: TLS, schema, application name. */
final class ConnectOptionsFactory {
  private static final String APPLICATION_NAME = "application_name";
  private static final @Nullable String CLIENT_NAME =
      PgConnectOptions.DEFAULT_PROPERTIES.get(APPLICATION_NAME);

  private final DbEnv env;
  private final PgConnectOptions base;

  ConnectOptionsFactory(DbEnv env, PgConnectOptions base) {
    this.env = Objects.requireNonNull(env, "env");
    this.base = new PgConnectOptions(Objects.requireNonNull(base, "options"));
  }

  Future<PgConnectOptions> options(PostgreSqlCredentials credentials) {
    return options(credentials, credentials.sslMode());
  }

  Future<PgConnectOptions> options(PostgreSqlCredentials credentials, SslMode mode) {
    return Future.future(p -> p.complete(build(credentials, mode)));
  }

  private PgConnectOptions build(PostgreSqlCredentials credentials, SslMode chosen) {
    SslMode mode = effective(chosen);
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

  /** Treats authorities that the application's own options trust like a CA file. */
  private SslMode effective(SslMode mode) {
    boolean trusts = base.getSslOptions() != null && base.getSslOptions().getTrustOptions() != null;
    if (trusts && mode.isWeakerThan(SslMode.REQUIRE)) {
      String variable = env.prefix() + "_DB_SSL_MODE";
      throw new ConfigurationException(
          "SSL mode %s ignores the authorities to trust in the connect options; leave %s out for verify-full, or remove them"
              .formatted(mode.value(), variable),
          List.of(variable),
          null);
    }
    return trusts && mode == SslMode.REQUIRE ? SslMode.VERIFY_FULL : mode;
  }

  private ClientSSLOptions ssl(SslMode mode) {
    ClientSSLOptions ssl =
        base.getSslOptions() == null ? new ClientSSLOptions() : base.getSslOptions().copy();
    ssl.setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    return mode.isWeakerThan(SslMode.VERIFY_CA)
        ? ssl.setTrustAll(true)
        : verifying(ssl, mode, env.caFile());
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
