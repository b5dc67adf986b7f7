package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.internal.pool.CloseablePool;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.Supplier;

/** The client's own driver and pool, but for how a connection logs in and when it is given up. */
final class VaultDriver extends PgDriver {
  private static final String SHARED = "io.saigon.vault.pg";

  private final DbSecrets secrets;
  private final ConnectOptionsFactory connectOptions;
  private final Drain drain;
  private final Outage outage;
  private final CallerContext own;
  private final Duration rotationPatience;
  private final Duration reconnectTimeout;

  VaultDriver(
      CallerContext own,
      DbSecrets secrets,
      ConnectOptionsFactory connectOptions,
      Drain drain,
      Outage outage,
      Duration rotationPatience,
      Duration reconnectTimeout) {
    this.own = own;
    this.secrets = secrets;
    this.connectOptions = connectOptions;
    this.drain = drain;
    this.outage = outage;
    this.rotationPatience = rotationPatience;
    this.reconnectTimeout = reconnectTimeout;
  }

  /** Registers a new connection of a pool. */
  void opened(SqlConnection connection) {
    drain.opened(connection);
  }

  @Override
  public Pool newPool(
      Vertx vertx,
      Supplier<Future<PgConnectOptions>> databases,
      PoolOptions options,
      NetClientOptions transportOptions,
      Handler<SqlConnection> connectHandler,
      CloseFuture closeFuture) {
    VertxInternal internal = (VertxInternal) vertx;
    Pool pool =
        options.isShared()
            ? internal.createSharedResource(
                SHARED,
                options.getName(),
                closeFuture,
                shared -> pool(internal, options, transportOptions, connectHandler, shared))
            : pool(internal, options, transportOptions, connectHandler, closeFuture);
    return new CloseablePool(internal, closeFuture, pool);
  }

  private Pool pool(
      VertxInternal vertx,
      PoolOptions options,
      NetClientOptions transportOptions,
      Handler<SqlConnection> connectHandler,
      CloseFuture closeFuture) {
    ConnectionFactory<PgConnectOptions> factory = createConnectionFactory(vertx, transportOptions);
    PoolWaits waits = new PoolWaits(vertx, outage, rotationPatience, reconnectTimeout);
    VaultPool pool =
        new VaultPool(vertx, this, options, factory, drain, waits, connectHandler, closeFuture);
    pool.init();
    closeFuture.add(factory);
    return pool;
  }

  @Override
  public ConnectionFactory<PgConnectOptions> createConnectionFactory(
      Vertx vertx, NetClientOptions transportOptions) {
    Dialer dialer =
        new Dialer(super.createConnectionFactory(vertx, transportOptions), connectOptions);
    VaultConnections connections = new VaultConnections(own, secrets, dialer, drain, outage);
    secrets.onChange(connections::credentialsChanged);
    return connections;
  }
}
