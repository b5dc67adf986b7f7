package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a pool whose credentials come from a vault. {@link PgPools#builder} creates it. */
public final class PgPoolBuilder {
  private final Vertx vertx;
  private final DbEnv env;
  private final SecretVault vault;
  private PoolOptions poolOptions = new PoolOptions();
  private PgConnectOptions connectOptions = new PgConnectOptions();
  private NetClientOptions transportOptions = new NetClientOptions();
  private @Nullable Handler<SqlConnection> connectHandler;
  private Duration drainPeriod = Duration.ofSeconds(10);
  private Duration rotationPatience = Duration.ofSeconds(15);
  private Duration reconnectTimeout = Duration.ofSeconds(5);

  PgPoolBuilder(Vertx vertx, DbEnv env, SecretVault vault) {
    this.vertx = Objects.requireNonNull(vertx, "vertx");
    this.env = Objects.requireNonNull(env, "env");
    this.vault = Objects.requireNonNull(vault, "vault");
  }

  /**
   * Sets the options of the pool, such as size and time-outs.
   *
   * @param options the options; without a maximal lifetime connections live for 30 minutes
   * @return this builder
   */
  public PgPoolBuilder with(PoolOptions options) {
    this.poolOptions = Objects.requireNonNull(options, "options");
    return this;
  }

  /**
   * Sets the options of each connection, which the environment overrides. Authorities that their
   * TLS options trust are verified as those of a CA file are.
   *
   * @param options the options, which are copied
   * @return this builder
   */
  public PgPoolBuilder with(PgConnectOptions options) {
    this.connectOptions = Objects.requireNonNull(options, "options");
    return this;
  }

  /**
   * Sets the options of the TCP client.
   *
   * @param options the options
   * @return this builder
   */
  public PgPoolBuilder with(NetClientOptions options) {
    this.transportOptions = Objects.requireNonNull(options, "options");
    return this;
  }

  /**
   * Sets the handler of new connections.
   *
   * @param handler receives each new connection, and must close it to hand it to the pool
   * @return this builder
   */
  public PgPoolBuilder withConnectHandler(Handler<SqlConnection> handler) {
    this.connectHandler = Objects.requireNonNull(handler, "handler");
    return this;
  }

  /**
   * Sets the time over which connections with older credentials are closed, one after the other,
   * once newer credentials have worked. A connection in use is closed when it is released.
   *
   * @param period the time, at least zero; 10 seconds if not set
   * @return this builder
   * @throws IllegalArgumentException if the period is negative
   */
  public PgPoolBuilder withDrainPeriod(Duration period) {
    this.drainPeriod = notNegative("period", period);
    return this;
  }

  /**
   * Sets how long a caller who needs a new connection waits while credentials that worked before
   * are refused and the vault holds no newer ones, as during a rotation. An open connection that is
   * released serves it meanwhile.
   *
   * @param patience the time from the call on, at least zero; 15 seconds if not set
   * @return this builder
   * @throws IllegalArgumentException if the patience is negative
   */
  public PgPoolBuilder withRotationPatience(Duration patience) {
    this.rotationPatience = notNegative("patience", patience);
    return this;
  }

  /**
   * Sets how long a caller who needs a new connection waits while the database can't be reached, as
   * during a restart. The statement is sent once there is a connection, and not at all when the
   * time is over: the call then fails with {@link io.saigon.api.error.TransportException}. A
   * statement that was sent is never repeated.
   *
   * @param timeout the time from the call on, at least zero, which fails such a call at once; 5
   *     seconds if not set
   * @return this builder
   * @throws IllegalArgumentException if the timeout is negative
   */
  public PgPoolBuilder withReconnectTimeout(Duration timeout) {
    this.reconnectTimeout = notNegative("timeout", timeout);
    return this;
  }

  /**
   * Builds the pool.
   *
   * @return a pool that closes with the calling verticle
   */
  public Pool build() {
    return build(env, Role.ANY, new SecretRefresh());
  }

  /**
   * Builds a pool of the writer and one of the readers, which share the secrets and their renewal.
   * Each has the options of this builder, and tries new credentials at its own server.
   *
   * @return pools that close with the calling verticle
   * @throws io.saigon.api.error.ConfigurationException if the environment names no reader
   */
  public ReadWritePools buildReadWrite() {
    DbEnv readers = env.reader();
    SecretRefresh refresh = new SecretRefresh();
    return new ReadWritePools(
        build(env, Role.WRITER, refresh),
        // Each endpoint has tokens of its own.
        build(readers, Role.READER, env.usesTokens() ? new SecretRefresh() : refresh));
  }

  /** The servers that a pool connects to. */
  private enum Role {
    ANY,
    WRITER,
    READER
  }

  private Pool build(DbEnv env, Role role, SecretRefresh refresh) {
    PoolOptions options = new PoolOptions(poolOptions);
    PoolSettings settings =
        new PoolSettings(
            vertx,
            env.prefix(),
            options,
            drainPeriod,
            rotationPatience,
            reconnectTimeout,
            role != Role.READER);
    Supplier<Connections> create = () -> connections(env, role, settings, options, refresh);
    if (!options.isShared()) {
      Connections connections = create.get();
      return VaultPool.create(vertx, connections, connections::close, settings::closed);
    }
    String name = options.getName() + "/" + role;
    Connections shared = SharedConnections.of(vertx, name, create);
    return VaultPool.create(
        vertx, shared, () -> SharedConnections.release(vertx, name, shared), settings::closed);
  }

  private Connections connections(
      DbEnv env, Role role, PoolSettings settings, PoolOptions options, SecretRefresh refresh) {
    CallerContext poolContext = CallerContext.detached(vertx);
    Dialer dialer =
        new Dialer(
            env,
            new ConnectOptionsFactory(env, connectOptions),
            new PooledConnection.Transport(
                options.getName(), new NetClientOptions(transportOptions), role == Role.WRITER));
    DbSecrets secrets = new DbSecrets(env, vault, refresh);
    PoolMonitor monitor = new PoolMonitor(vertx, env.prefix());
    return new Connections(
        poolContext,
        settings,
        monitor,
        superseded ->
            new Connector(poolContext, secrets, dialer, connectHandler, monitor, superseded));
  }

  private static Duration notNegative(String name, Duration value) {
    if (Objects.requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative");
    }
    return value;
  }
}
