package io.saigon.vault.pg;

import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Creates PostgreSQL pools whose credentials come from a {@link DbEnv} and a vault.
 *
 * <p>Each new connection of such a pool logs in with the credentials as they are then. When the
 * database refuses them (SQLSTATE class 28), the secret is read again and what it holds now is
 * tried; until vault and database agree again, the credentials that worked last are used or the
 * caller waits, and the database never sees one wrong password in quick succession. As soon as new
 * credentials have worked, connections with older ones are closed one after the other. Queries see
 * none of this.
 *
 * <p>After a rotation every connection is on the new credentials within the sum of these times:
 *
 * <ul>
 *   <li>until the vault has the new version: milliseconds after a {@link
 *       io.saigon.api.vault.SecretChange}, else when the pool is refused a log-in or the vault
 *       refreshes the secret, after at most 95 % of its time to live, or 30 seconds after a read
 *       that failed;
 *   <li>the drain period, 10 seconds unless {@link PgPoolBuilder#withDrainPeriod} says otherwise;
 *   <li>for an idle connection the pool's cleaner period, a tenth of a second if not set; for one
 *       in use as long as it is held, and is closed when it is returned, even if other calls wait
 *       for a connection.
 * </ul>
 *
 * <p>A statement fails when its connection breaks, as it may have run, and is never repeated.
 * Others that wait for a connection get a new one, once the database can be reached: each waits for
 * that for 5 seconds unless {@link PgPoolBuilder#withReconnectTimeout} says otherwise, and then
 * fails with {@link io.saigon.api.error.TransportException} without having been sent. One
 * connection serves one call of the pool at a time; statements are pipelined on a connection that
 * the application has taken from the pool.
 *
 * <p>After a failover a pool is on the new writer a tenth of a second after the host's name leads
 * there and it accepts log-ins, at most, plus the time that a log-in takes, 10 seconds in the worst
 * case; each new connection resolves the name again, which Vert.x caches for as long as its record
 * says. When a statement fails because its server shuts down, its connection is lost, or the server
 * accepts no writes any more (SQLSTATE 57P01, 25006 and their like), all connections are checked
 * before they serve again, those that are idle at once: one whose server accepts no writes any
 * more, or does not answer within 5 seconds, is closed. Statements of {@code getConnection()} are
 * not seen by the pool, so that such a connection is checked each time it is given back. {@link
 * PgPoolBuilder#buildReadWrite} builds a pool whose calls wait until there is a server that accepts
 * writes, and one of the readers, which take any.
 *
 * <p>Calls are served in their order, by whichever connection is free first; one on the caller's
 * event loop is preferred, and a new one is opened only if none is free. There are never more
 * connections than the pool's size, but for one that tries new credentials and is closed then. A
 * call that finds no connection within the pool's connection timeout fails with {@code
 * TransportException}, and any call after close, or after the undeployment of the pool's verticle,
 * with {@link io.saigon.api.error.ClosedException}.
 *
 * <p>A pool uses nothing of the SQL client but its public API. Each of its connections is a pool of
 * Vert.x of size one, and is counted as such by metrics, under the pool's name; the calls that wait
 * are not. {@code SqlTemplate} takes a connection of the pool, as in {@code pool.withConnection(c
 * -> SqlTemplate.forQuery(c, sql).execute(parameters))}, and not the pool itself.
 *
 * <p>Passwords go out over TLS unless code or environment says otherwise, as {@link DbEnv} has it.
 */
public final class PgPools {
  private PgPools() {}

  /**
   * Creates a pool with default options.
   *
   * @param vertx the Vert.x instance that the pool runs on
   * @param env the variables that name the database and its secrets
   * @param vault the vault of the secrets
   * @return a pool that closes with the calling verticle
   */
  public static Pool create(Vertx vertx, DbEnv env, SecretVault vault) {
    return builder(vertx, env, vault).build();
  }

  /**
   * Creates a pool.
   *
   * @param vertx the Vert.x instance that the pool runs on
   * @param env the variables that name the database and its secrets
   * @param vault the vault of the secrets
   * @param options the pool's options, which are copied; without a maximal lifetime connections
   *     live for 30 minutes
   * @return a pool that closes with the calling verticle
   */
  public static Pool create(Vertx vertx, DbEnv env, SecretVault vault, PoolOptions options) {
    return builder(vertx, env, vault).with(options).build();
  }

  /**
   * Creates a builder, for more than pool options.
   *
   * @param vertx the Vert.x instance that the pool runs on
   * @param env the variables that name the database and its secrets
   * @param vault the vault of the secrets
   * @return the builder
   * @throws NullPointerException if an argument is null
   */
  public static PgPoolBuilder builder(Vertx vertx, DbEnv env, SecretVault vault) {
    return new PgPoolBuilder(vertx, env, vault);
  }

  /**
   * Creates a supplier of connect options for a pool that the application builds itself, by {@code
   * PgBuilder.pool().connectingTo(...)}. New connections of such a pool use rotated credentials;
   * only a maximal lifetime closes its old ones.
   *
   * @param env the variables that name the database and its secrets
   * @param vault the vault of the secrets
   * @return a supplier whose futures fail as those of {@link DbEnv#resolve} do
   */
  public static Supplier<Future<SqlConnectOptions>> connectOptions(DbEnv env, SecretVault vault) {
    return connectOptions(env, vault, new PgConnectOptions());
  }

  /**
   * Creates a supplier of connect options for a pool that the application builds itself, from
   * options of the application.
   *
   * @param env the variables that name the database and its secrets
   * @param vault the vault of the secrets
   * @param options the options to start from, which are copied; {@code env} overrides them.
   *     Authorities that their TLS options trust are verified as those of a CA file are
   * @return a supplier whose futures fail as those of {@link DbEnv#resolve} do
   * @throws NullPointerException if an argument is null
   */
  public static Supplier<Future<SqlConnectOptions>> connectOptions(
      DbEnv env, SecretVault vault, PgConnectOptions options) {
    Objects.requireNonNull(vault, "vault");
    ConnectOptionsFactory connectOptions = new ConnectOptionsFactory(env, options);
    return () -> env.resolve(vault).compose(c -> connectOptions.options(c).map(o -> o));
  }
}
