package io.saigon.vault.pg;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;

/** The client's own driver and pool, but for how a connection logs in. */
final class VaultDriver extends PgDriver {
  private final DbSecrets secrets;
  private final Login login;
  private final Drain drain;
  private final Duration patience;

  VaultDriver(DbSecrets secrets, Login login, Drain drain, Duration patience) {
    this.secrets = secrets;
    this.login = login;
    this.drain = drain;
    this.patience = patience;
  }

  @Override
  public ConnectionFactory<PgConnectOptions> createConnectionFactory(
      Vertx vertx, NetClientOptions transportOptions) {
    Dialer dialer = new Dialer(super.createConnectionFactory(vertx, transportOptions), login);
    VaultConnections connections = new VaultConnections(vertx, secrets, dialer, drain, patience);
    secrets.onChange(connections::credentialsChanged);
    return connections;
  }
}
