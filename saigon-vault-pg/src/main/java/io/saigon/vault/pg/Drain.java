package io.saigon.vault.pg;

import io.saigon.api.vault.PostgreSqlCredentials;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.pool.SqlConnectionPool.PooledConnection;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the credentials of pooled connections, and ends the lives of those with outdated
 * credentials: the pool's own eviction closes those that are idle, and those in use, which under
 * constant load may never be idle, are closed instead of returned.
 */
final class Drain {
  private final long periodMs;
  private final @Nullable Handler<SqlConnection> connectHandler;
  private final Map<Connection, PostgreSqlCredentials> dialed =
      Collections.synchronizedMap(new WeakHashMap<>());
  private final Map<Connection, Opened> opened = new ConcurrentHashMap<>();
  private volatile @Nullable PostgreSqlCredentials newest;

  Drain(Duration period, @Nullable Handler<SqlConnection> connectHandler) {
    this.periodMs = period.toMillis();
    this.connectHandler = connectHandler;
  }

  /** Registers a connection before the pool has it. */
  void dialed(SqlConnection connection, PostgreSqlCredentials credentials) {
    dialed.put(((SqlConnectionInternal) connection).unwrap(), credentials);
  }

  /** Registers a connection when the pool has it; passes it to the application's handler. */
  void opened(SqlConnection connection) {
    if (((SqlConnectionInternal) connection).unwrap() instanceof PooledConnection pooled) {
      PostgreSqlCredentials credentials = dialed.remove(pooled.unwrap());
      if (credentials != null) {
        Opened fresh = new Opened(pooled, credentials);
        opened.put(pooled.unwrap(), fresh);
        pooled.unwrap().init(fresh);
        // It may have logged in just before others proved that there is something newer.
        fresh.retireUnless(newest);
      }
    }
    if (connectHandler == null) {
      connection.close();
    } else {
      connectHandler.handle(connection);
    }
  }

  void retireAllBut(PostgreSqlCredentials current) {
    newest = current;
    opened.values().forEach(o -> o.retireUnless(current));
  }

  /**
   * Completes before the pool has the connection back, or passes it to the next caller that waits.
   */
  Future<Void> givenBack(Connection connection) {
    Opened it = opened.get(connection);
    if (it == null) {
      return Future.succeededFuture();
    }
    return it.isOver() ? it.close() : it.settled();
  }

  /** A connection of the pool, whose end is reported here after the pool. */
  private final class Opened implements Connection.Holder {
    private final PooledConnection pooled;
    private final PostgreSqlCredentials credentials;
    private final Context context = Objects.requireNonNull(Vertx.currentContext());
    private final Promise<Void> gone = Promise.promise();
    private volatile long end = Long.MAX_VALUE;

    Opened(PooledConnection pooled, PostgreSqlCredentials credentials) {
      this.pooled = pooled;
      this.credentials = credentials;
    }

    void retireUnless(@Nullable PostgreSqlCredentials current) {
      if (current != null && !credentials.equals(current)) {
        long spread = periodMs == 0 ? 0 : ThreadLocalRandom.current().nextLong(periodMs);
        end = Math.min(end, System.currentTimeMillis() + spread);
        pooled.lifetimeEvictionTimestamp = Math.min(pooled.lifetimeEvictionTimestamp, end);
      }
    }

    boolean isOver() {
      return Math.min(end, pooled.lifetimeEvictionTimestamp) <= System.currentTimeMillis();
    }

    /**
     * When a connection breaks, its statement fails before the pool has heard, and the pool would
     * hand the broken connection to all who wait, one after the other.
     */
    Future<Void> settled() {
      Promise<Void> settled = Promise.promise();
      context.runOnContext(v -> settled.complete());
      return settled.future();
    }

    /** The pool would hand on what is closed already and not yet removed, so that is waited for. */
    Future<Void> close() {
      pooled.unwrap().close(this, Promise.promise());
      return gone.future();
    }

    @Override
    public void handleClosed() {
      opened.remove(pooled.unwrap());
      pooled.handleClosed();
      gone.complete();
    }

    @Override
    public void handleEvent(Object event) {
      pooled.handleEvent(event);
    }

    @Override
    public void handleException(Throwable failure) {
      pooled.handleException(failure);
    }
  }
}
