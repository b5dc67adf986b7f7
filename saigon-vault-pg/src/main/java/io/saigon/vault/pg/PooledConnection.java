package io.saigon.vault.pg;

import io.saigon.api.vault.PostgreSqlCredentials;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection, in a Vert.x pool of its own: that pool completes calls on their callers'
 * contexts, and its close is how the client's public API closes a connection that is pooled.
 */
final class PooledConnection {
  private static final long LOGIN_MS = 10_000;
  private static final long CHECK_MS = 5_000;

  private final PostgreSqlCredentials credentials;
  private final PgConnectOptions options;
  private final @Nullable Handler<SqlConnection> connectHandler;
  private final AtomicBoolean dialed = new AtomicBoolean();
  private final Pool pool;
  private volatile @Nullable Context context;
  private volatile @Nullable Thread thread;
  private volatile long retiresAt = Long.MAX_VALUE;
  private volatile boolean suspect;
  private volatile long idleSince = System.currentTimeMillis();

  /**
   * Creates a connection that is not open yet. To be called on the context whose event loop is to
   * serve it, which must not be a verticle's.
   */
  PooledConnection(
      Vertx vertx,
      PostgreSqlCredentials credentials,
      PgConnectOptions options,
      Transport transport,
      @Nullable Handler<SqlConnection> connectHandler) {
    this.credentials = credentials;
    this.options = options;
    this.connectHandler = connectHandler;
    this.pool =
        PgBuilder.pool()
            .using(vertx)
            .with(new PoolOptions().setName(transport.name()).setMaxSize(1).setConnectionTimeout(0))
            .with(transport.options())
            .withConnectHandler(this::opened)
            .connectingTo(this::dial)
            .build();
  }

  /**
   * Settings that all connections of a pool share.
   *
   * @param name name of the pool in metrics
   * @param readWrite whether a server that accepts no writes is refused
   */
  record Transport(String name, NetClientOptions options, boolean readWrite) {}

  /** Opens the connection, or closes what there is of it. */
  Future<PooledConnection> open() {
    return pool.getConnection()
        .compose(SqlConnection::close)
        .timeout(LOGIN_MS, TimeUnit.MILLISECONDS)
        .map(this)
        .recover(failure -> close().transform(v -> Future.failedFuture(failure)));
  }

  /** Supplies the options once: a connection that is lost is not replaced here. */
  private Future<SqlConnectOptions> dial() {
    return dialed.compareAndSet(false, true)
        ? Future.succeededFuture(options)
        : Future.failedFuture(new Lost());
  }

  private void opened(SqlConnection connection) {
    context = Vertx.currentContext();
    thread = Thread.currentThread();
    if (connectHandler == null) {
      connection.close();
    } else {
      connectHandler.handle(connection);
    }
  }

  static boolean isLost(Throwable failure) {
    return failure instanceof Lost;
  }

  /** Returns the pool of this connection alone. */
  Pool pool() {
    return pool;
  }

  PostgreSqlCredentials credentials() {
    return credentials;
  }

  /** Returns whether a thread is the connection's event loop. */
  boolean isOn(Thread eventLoop) {
    return thread == eventLoop;
  }

  boolean isOpen() {
    return pool.size() > 0;
  }

  /**
   * Runs a task when the connection's event loop has done what it does now: when a connection
   * breaks, its statement fails before the pool is notified.
   */
  void settled(Runnable task) {
    Objects.requireNonNull(context).runOnContext(v -> task.run());
  }

  /** Completes when the caller that has taken this connection returns it. */
  Future<Void> returned() {
    Promise<Void> returned = Promise.promise();
    settled(() -> pool.getConnection().compose(SqlConnection::close).onComplete(returned));
    return returned.future();
  }

  /** Returns by when the connection is closed, if idle then, in milliseconds since the epoch. */
  long retiresAt() {
    return retiresAt;
  }

  void retireAt(long millis) {
    retiresAt = Math.min(retiresAt, millis);
  }

  /** Marks the connection to be checked before it serves again. */
  void suspect() {
    suspect = true;
  }

  boolean isSuspect() {
    return suspect;
  }

  /**
   * Returns whether the server accepts no writes.
   *
   * @return fails if the connection is broken, or if the server does not answer in time
   */
  Future<Boolean> isReadOnly() {
    suspect = false;
    return pool.query("show transaction_read_only")
        .execute()
        .map(rows -> "on".equals(rows.iterator().next().getString(0)))
        .timeout(CHECK_MS, TimeUnit.MILLISECONDS)
        .recover(
            failure ->
                // A server without the setting cannot be demoted.
                failure instanceof PgException && !Failover.isLost(failure)
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  void idle() {
    idleSince = System.currentTimeMillis();
  }

  boolean isExpired(long now, long idleTimeout) {
    return !isOpen() || now >= retiresAt || (idleTimeout > 0 && now - idleSince >= idleTimeout);
  }

  Future<Void> close() {
    return pool.close();
  }

  /** Signals that the connection was lost earlier, so that nothing of the caller was sent. */
  private static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost() {
      super("The connection is lost", null, false, false);
    }
  }
}
