package io.saigon.vault.pg;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlResult;
import java.util.function.Function;
import java.util.stream.Collector;

/** A query that finds its connection when it is executed. */
record PooledQuery<T>(VaultPool pool, Function<Pool, Query<T>> on) implements Query<T> {
  @Override
  public Future<T> execute() {
    return pool.execute(connection -> on.apply(connection).execute());
  }

  @Override
  public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
    return new PooledQuery<>(pool, connection -> on.apply(connection).collecting(collector));
  }

  @Override
  public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
    return new PooledQuery<>(pool, connection -> on.apply(connection).mapping(mapper));
  }
}
