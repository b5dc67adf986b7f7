package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pool in its application's hands, which may share its connections with other such pools. */
final class VaultPool implements Pool {
  private final Vertx vertx;
  private final Connections connections;
  private final Supplier<Future<Void>> release;
  private final Supplier<ClosedException> closed;
  private final CallerContext owner;
  private final Closeable withOwner = completion -> end().onComplete(completion);
  private final AtomicReference<@Nullable Future<Void>> end = new AtomicReference<>();

  private VaultPool(
      Vertx vertx,
      Connections connections,
      Supplier<Future<Void>> release,
      Supplier<ClosedException> closed) {
    this.vertx = vertx;
    this.connections = connections;
    this.release = release;
    this.closed = closed;
    this.owner = CallerContext.current(vertx);
  }

  /**
   * Creates a pool that closes with the calling verticle.
   *
   * @param release gives the connections up
   * @param closed creates the failure of calls after close
   */
  static Pool create(
      Vertx vertx,
      Connections connections,
      Supplier<Future<Void>> release,
      Supplier<ClosedException> closed) {
    VaultPool pool = new VaultPool(vertx, connections, release, closed);
    if (!pool.owner.addCloseable(pool.withOwner)) {
      pool.end();
    }
    return pool;
  }

  private Future<PooledConnection> take() {
    CallerContext caller = CallerContext.current(vertx);
    if (caller.isVertxClosed()) {
      return Future.failedFuture(closed.get());
    }
    return end.get() == null ? connections.take(caller) : caller.failed(closed.get());
  }

  /** Runs a statement on a connection that is given back after it. */
  <T> Future<T> execute(Function<Pool, Future<T>> statement) {
    return take()
        .compose(
            connection ->
                Future.succeededFuture(connection.pool())
                    .compose(statement)
                    .transform(
                        (result, failure) -> {
                          if (failure == null) {
                            connections.release(connection, null);
                            return Future.succeededFuture(result);
                          }
                          return failed(connection, failure, () -> execute(statement));
                        }));
  }

  @Override
  public Future<SqlConnection> getConnection() {
    return take()
        .compose(
            connection ->
                connection
                    .pool()
                    .getConnection()
                    .onSuccess(taken -> connections.releaseWhenReturned(connection))
                    .recover(failure -> failed(connection, failure, this::getConnection)));
  }

  /** Sees how the work ends, unlike with a connection that is only lent. */
  @Override
  public <T> Future<@Nullable T> withConnection(
      Function<SqlConnection, Future<@Nullable T>> function) {
    return execute(pool -> pool.withConnection(function));
  }

  @Override
  public <T> Future<@Nullable T> withTransaction(
      Function<SqlConnection, Future<@Nullable T>> function) {
    return execute(pool -> pool.withTransaction(function));
  }

  private <T> Future<T> failed(
      PooledConnection connection, Throwable failure, Supplier<Future<T>> again) {
    if (PooledConnection.isLost(failure)) {
      connections.end(connection);
      return again.get();
    }
    connections.release(connection, failure);
    return Future.failedFuture(failure);
  }

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return new PooledQuery<>(this, pool -> pool.query(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return new PooledPreparedQuery<>(this, pool -> pool.preparedQuery(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return new PooledPreparedQuery<>(this, pool -> pool.preparedQuery(sql, options));
  }

  @Override
  public int size() {
    return (int) connections.all().stream().filter(PooledConnection::isOpen).count();
  }

  /** Returns the connections of the pool, which others may share. */
  Connections connections() {
    return connections;
  }

  @Override
  public Future<Void> close() {
    owner.removeCloseable(withOwner);
    CallerContext caller = CallerContext.current(vertx);
    return caller.isVertxClosed() ? end() : caller.complete(end());
  }

  private Future<Void> end() {
    Future<Void> first = end.get();
    if (first != null) {
      return first;
    }
    Promise<Void> promise = Promise.promise();
    if (!end.compareAndSet(null, promise.future())) {
      return end();
    }
    release.get().onComplete(promise);
    return promise.future();
  }
}
