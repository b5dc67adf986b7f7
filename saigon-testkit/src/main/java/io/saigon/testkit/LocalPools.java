package io.saigon.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/** A pool of connections to a local PostgreSQL; apart, as not everyone has a database client. */
record LocalPools(Pool pool) {
  private static final int CONNECTIONS = 8;

  static LocalPools create(Vertx vertx, LocalPostgres postgres) {
    return new LocalPools(
        PgBuilder.pool()
            .using(vertx)
            .with(new PoolOptions().setMaxSize(CONNECTIONS))
            .connectingTo(
                new PgConnectOptions()
                    .setHost(postgres.host())
                    .setPort(postgres.port())
                    .setDatabase(postgres.database())
                    .setUser(postgres.username())
                    .setPassword(postgres.password()))
            .build());
  }

  Future<Void> close() {
    return pool.close();
  }
}
