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
 * PostgreSQL pools whose credentials come from a {@link DbEnv} and a vault.
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
 *       in use as long as it is held, as it is closed when it is given back, whoever waits for it.
 * </ul>
 *
 * <p>A statement fails when its connection breaks, as it may have run, and is never repeated.
 * Others that wait for a connection get a new one, once the database can be reached: each waits for
 * that for 5 seconds unless {@link PgPoolBuilder#withReconnectTimeout} says otherwise, and then
 * fails with {@link io.saigon.api.TransportException} without having been sent. One connection
 * serves one call of the pool at a time; statements are pipelined on a connection that the
 * application has taken from the pool.
 *
 * <p>Passwords go out over TLS unless code or environment says otherwise, as {@link DbEnv} has it.
 */
public final class PgPools {
  private PgPools() {}

  /**
   * A pool with default options, closed with the verticle on whose context this is called.
   *
   * @param env where the database is
   * @param vault where its secrets are
   */
  public static Pool create(Vertx vertx, DbEnv env, SecretVault vault) {
    return builder(vertx, env, vault).build();
  }

  /**
   * A pool, closed with the verticle on whose context this is called. Without a maximal lifetime
   * connections live for half an hour.
   *
   * @param env where the database is
   * @param vault where its secrets are
   */
  public static Pool create(Vertx vertx, DbEnv env, SecretVault vault, PoolOptions options) {
    return builder(vertx, env, vault).with(options).build();
  }

  /** A builder, for more than pool options. */
  public static PgPoolBuilder builder(Vertx vertx, DbEnv env, SecretVault vault) {
    return new PgPoolBuilder(vertx, env, vault);
  }

  /**
   * Options for each new connection of a pool that the application builds itself, by {@code
   * PgBuilder.pool().connectingTo(...)}. Such a pool gets rotated credentials for new connections;
   * give it a maximal lifetime, as nothing closes its old ones.
   */
  public static Supplier<Future<SqlConnectOptions>> connectOptions(DbEnv env, SecretVault vault) {
    return connectOptions(env, vault, new PgConnectOptions());
  }

  /**
   * The same with options of the application's own, of which everything is kept but what {@code
   * env} says.
   *
   * @param env where the database is
   * @param vault where its secrets are
   * @param options options of the application's own, which are copied. Where their TLS options
   *     trust certain authorities, those are verified as a CA file's are
   * @return gives the options for a connection; its future fails as {@link DbEnv#resolve} does
   */
  public static Supplier<Future<SqlConnectOptions>> connectOptions(
      DbEnv env, SecretVault vault, PgConnectOptions options) {
    Objects.requireNonNull(vault, "vault");
    Login login = new Login(env, options);
    return () -> env.resolve(vault).compose(c -> login.options(c).map(o -> o));
  }
}
