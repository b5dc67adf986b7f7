package io.saigon.vault.pg;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

/** A prepared query that finds its connection when it is executed. */
record PooledPreparedQuery<T>(VaultPool pool, Function<Pool, PreparedQuery<T>> on)
    implements PreparedQuery<T> {
  @Override
  public Future<T> execute() {
    return pool.execute(connection -> on.apply(connection).execute());
  }

  @Override
  public Future<T> execute(Tuple tuple) {
    return pool.execute(connection -> on.apply(connection).execute(tuple));
  }

  @Override
  public Future<T> executeBatch(List<Tuple> batch) {
    return pool.execute(connection -> on.apply(connection).executeBatch(batch));
  }

  @Override
  public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
    return new PooledPreparedQuery<>(
        pool, connection -> on.apply(connection).collecting(collector));
  }

  @Override
  public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
    return new PooledPreparedQuery<>(pool, connection -> on.apply(connection).mapping(mapper));
  }
}
