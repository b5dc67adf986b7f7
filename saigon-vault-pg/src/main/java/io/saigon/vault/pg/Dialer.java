package io.saigon.vault.pg;

import io.saigon.api.error.SaigonException;
import io.saigon.api.vault.PostgreSqlCredentials;
import io.saigon.api.vault.SslMode;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;

/** Opens one connection with given credentials. */
final class Dialer {
  private final ConnectionFactory<PgConnectOptions> factory;
  private final ConnectOptionsFactory connectOptions;

  Dialer(ConnectionFactory<PgConnectOptions> factory, ConnectOptionsFactory connectOptions) {
    this.factory = factory;
    this.connectOptions = connectOptions;
  }

  /**
   * The client's own modes "prefer" and "allow" try the other way whatever the failure, so that a
   * wrong password would be sent twice and its failure replaced by that of the second try.
   */
  Future<SqlConnection> dial(Context context, PostgreSqlCredentials credentials) {
    return switch (credentials.sslMode()) {
      case PREFER ->
          dial(context, credentials, SslMode.REQUIRE, SslMode.PREFER)
              .recover(
                  failure ->
                      failure instanceof PgException || failure instanceof SaigonException
                          ? Future.failedFuture(failure)
                          : dial(context, credentials, SslMode.DISABLE, SslMode.DISABLE));
      case ALLOW ->
          dial(context, credentials, SslMode.DISABLE, SslMode.DISABLE)
              .recover(
                  failure ->
                      failure instanceof PgException pg && !"28000".equals(pg.getSqlState())
                          ? Future.failedFuture(failure)
                          : dial(context, credentials, SslMode.REQUIRE, SslMode.PREFER));
      default -> dial(context, credentials, credentials.sslMode(), credentials.sslMode());
    };
  }

  private Future<SqlConnection> dial(
      Context context, PostgreSqlCredentials credentials, SslMode mode, SslMode trust) {
    return connectOptions
        .options(credentials, trust)
        .map(options -> options.setSslMode(io.vertx.pgclient.SslMode.of(mode.value())))
        .compose(options -> factory.connect(context, options));
  }

  static boolean isRefusal(Throwable failure) {
    return failure instanceof PgException pg
        && pg.getSqlState() != null
        && pg.getSqlState().startsWith("28");
  }

  void close(Completable<Void> completion) {
    factory.close(completion);
  }
}
