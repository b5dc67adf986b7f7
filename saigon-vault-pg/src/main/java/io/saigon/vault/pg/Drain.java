package io.saigon.vault.pg;

import io.saigon.api.vault.PostgreSqlCredentials;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.pool.SqlConnectionPool.PooledConnection;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Knows which pooled connection logged in with what, and ends the lives of those with outdated
 * credentials through the pool's own eviction, which spares connections in use.
 */
final class Drain {
  private static final long FIRST_PAUSE_MS = 250;
  private static final long LONGEST_PAUSE_MS = 8_000;

  private record Opened(PooledConnection pooled, PostgreSqlCredentials credentials) {
    boolean isOpen() {
      return pooled.unwrap().isValid();
    }
  }

  private final Vertx vertx;
  private final long periodMs;
  private final @Nullable Handler<SqlConnection> connectHandler;
  private final Map<Connection, PostgreSqlCredentials> dialed =
      Collections.synchronizedMap(new WeakHashMap<>());
  private final Set<Opened> opened = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Pool pool;
  private volatile @Nullable PostgreSqlCredentials newest;
  private volatile boolean closed;

  Drain(Vertx vertx, Duration period, @Nullable Handler<SqlConnection> connectHandler) {
    this.vertx = vertx;
    this.periodMs = period.toMillis();
    this.connectHandler = connectHandler;
  }

  void use(Pool pool) {
    this.pool = pool;
  }

  /** Before the pool has it. */
  void dialed(SqlConnection connection, PostgreSqlCredentials credentials) {
    dialed.put(((SqlConnectionInternal) connection).unwrap(), credentials);
  }

  /** When the pool has it; hands it on to the application's handler. */
  void opened(SqlConnection connection) {
    if (((SqlConnectionInternal) connection).unwrap() instanceof PooledConnection pooled) {
      PostgreSqlCredentials credentials = dialed.remove(pooled.unwrap());
      opened.removeIf(o -> !o.isOpen());
      if (credentials != null) {
        Opened fresh = new Opened(pooled, credentials);
        opened.add(fresh);
        retireIfLate(fresh);
      }
    }
    if (connectHandler == null) {
      connection.close();
    } else {
      connectHandler.handle(connection);
    }
  }

  /** It may have logged in just before others proved that there is something newer. */
  private void retireIfLate(Opened fresh) {
    PostgreSqlCredentials now = newest;
    if (now != null && !fresh.credentials.equals(now)) {
      retire(fresh);
    }
  }

  private void retire(Opened outdated) {
    long spread = periodMs == 0 ? 0 : ThreadLocalRandom.current().nextLong(periodMs);
    outdated.pooled.lifetimeEvictionTimestamp =
        Math.min(outdated.pooled.lifetimeEvictionTimestamp, System.currentTimeMillis() + spread);
  }

  void retireAllBut(PostgreSqlCredentials current) {
    newest = current;
    outdated(current).forEach(this::retire);
    vertx.setTimer(periodMs + LONGEST_PAUSE_MS / 4, t -> borrow(current, FIRST_PAUSE_MS));
  }

  private List<Opened> outdated(PostgreSqlCredentials current) {
    opened.removeIf(o -> !o.isOpen());
    return opened.stream().filter(o -> !o.credentials.equals(current)).toList();
  }

  /**
   * The pool evicts what is idle, and under constant load a connection may never be: so it is
   * waited for like by any other caller, and closed instead of given back.
   */
  private void borrow(PostgreSqlCredentials current, long pauseMs) {
    Pool from = pool;
    if (closed || from == null || outdated(current).isEmpty()) {
      return;
    }
    from.getConnection()
        .onComplete(
            borrowed -> {
              if (borrowed.succeeded()) {
                closeIfOutdated(borrowed.result(), current);
              }
              long next = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
              vertx.setTimer(pauseMs, t -> borrow(current, next));
            });
  }

  private void closeIfOutdated(SqlConnection borrowed, PostgreSqlCredentials current) {
    Connection connection = ((SqlConnectionInternal) borrowed).unwrap();
    boolean isOutdated = outdated(current).stream().anyMatch(o -> o.pooled == connection);
    if (isOutdated && connection instanceof PooledConnection pooled) {
      pooled.unwrap().close(pooled, Promise.promise());
    } else {
      borrowed.close();
    }
  }

  void close() {
    closed = true;
  }
}
