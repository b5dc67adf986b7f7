package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.PostgreSqlCredentials;
import io.saigon.api.vault.SslMode;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Opens one connection with given credentials, and names what failed. */
final class Dialer {
  private final DbEnv env;
  private final ConnectOptionsFactory connectOptions;
  private final PooledConnection.Transport transport;
  private final Set<PooledConnection> dialing = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Dialer(DbEnv env, ConnectOptionsFactory connectOptions, PooledConnection.Transport transport) {
    this.env = env;
    this.connectOptions = connectOptions;
    this.transport = transport;
  }

  /**
   * Opens a connection. The client's own modes "prefer" and "allow" try the other way whatever the
   * failure, so that a wrong password would be sent twice and its failure replaced by that of the
   * second try.
   */
  Future<PooledConnection> dial(
      CallerContext context,
      PostgreSqlCredentials credentials,
      @Nullable Handler<SqlConnection> connectHandler) {
    return new Attempt(context, credentials, connectHandler)
        .dial()
        .recover(failure -> Future.failedFuture(named(failure)));
  }

  private final class Attempt {
    private final CallerContext context;
    private final PostgreSqlCredentials credentials;
    private final @Nullable Handler<SqlConnection> connectHandler;

    Attempt(
        CallerContext context,
        PostgreSqlCredentials credentials,
        @Nullable Handler<SqlConnection> connectHandler) {
      this.context = context;
      this.credentials = credentials;
      this.connectHandler = connectHandler;
    }

    Future<PooledConnection> dial() {
      return switch (credentials.sslMode()) {
        case PREFER ->
            dial(SslMode.REQUIRE, SslMode.PREFER)
                .recover(
                    failure ->
                        failure instanceof PgException || failure instanceof SaigonException
                            ? Future.failedFuture(failure)
                            : dial(SslMode.DISABLE, SslMode.DISABLE));
        case ALLOW ->
            dial(SslMode.DISABLE, SslMode.DISABLE)
                .recover(
                    failure ->
                        failure instanceof PgException pg && !"28000".equals(pg.getSqlState())
                            ? Future.failedFuture(failure)
                            : dial(SslMode.REQUIRE, SslMode.PREFER));
        default -> dial(credentials.sslMode(), credentials.sslMode());
      };
    }

    private Future<PooledConnection> dial(SslMode mode, SslMode trust) {
      return connectOptions
          .options(credentials, trust)
          .map(options -> options.setSslMode(io.vertx.pgclient.SslMode.of(mode.value())))
          .compose(this::open);
    }

    private Future<PooledConnection> open(PgConnectOptions options) {
      Promise<PooledConnection> opened = context.promise();
      context.run(() -> Future.succeededFuture(options).compose(this::track).onComplete(opened));
      return opened.future();
    }

    private Future<PooledConnection> track(PgConnectOptions options) {
      if (closed) {
        return Future.failedFuture(new ClosedException("The pool was closed meanwhile"));
      }
      PooledConnection connection =
          new PooledConnection(context.vertx(), credentials, options, transport, connectHandler);
      dialing.add(connection);
      Future<PooledConnection> opened =
          connection.open().compose(this::readWrite).onComplete(done -> dialing.remove(connection));
      if (closed) {
        connection.close();
      }
      return opened;
    }

    /** Refuses a server that accepts no writes, as libpq's target_session_attrs does. */
    private Future<PooledConnection> readWrite(PooledConnection connection) {
      if (!transport.readWrite()) {
        return Future.succeededFuture(connection);
      }
      return connection
          .isReadOnly()
          .compose(
              readOnly ->
                  readOnly ? Future.failedFuture(noWrites()) : Future.succeededFuture(connection))
          .recover(failure -> connection.close().transform(closed -> Future.failedFuture(failure)));
    }
  }

  private NoConnection noWrites() {
    return new NoConnection(
        NoConnection.Cause.OUTAGE,
        new TransportException(
            "Database %1$s accepts no writes (transaction_read_only is on); see whether a standby was promoted, and whether %1$s_DB_ENDPOINT, or what stands for it, names the writer"
                .formatted(env.prefix()),
            null));
  }

  /** Abandons the connections that are being opened. */
  void close() {
    closed = true;
    dialing.forEach(PooledConnection::close);
  }

  /** Returns the failure to report, and marks one after which trying again may help. */
  private Throwable named(Throwable failure) {
    if (failure instanceof SaigonException || failure instanceof NoConnection) {
      return failure;
    }
    boolean isTransient = isTransient(failure);
    if (failure instanceof PgException && !isTransient) {
      return failure;
    }
    TransportException unreachable =
        new TransportException(
            "Database %1$s can't be connected to (%2$s); see whether it is up, and whether %1$s_DB_ENDPOINT, %1$s_DB_PORT, %1$s_DB_SSL_MODE and %1$s_DB_CA_FILE, or what stands for them, are right"
                .formatted(env.prefix(), failure.getMessage()),
            failure);
    return isTransient ? new NoConnection(NoConnection.Cause.OUTAGE, unreachable) : unreachable;
  }

  /** A TLS failure may be that of a server that closed meanwhile, but is not known to be. */
  private static boolean isTransient(Throwable failure) {
    return failure instanceof PgException pg
        ? Failover.isRestarting(pg)
        : failure instanceof VertxException
            || failure instanceof TimeoutException
            || (failure instanceof IOException && !(failure instanceof SSLException));
  }

  static boolean isRefusal(Throwable failure) {
    return failure instanceof PgException pg
        && pg.getSqlState() != null
        && pg.getSqlState().startsWith("28");
  }
}
