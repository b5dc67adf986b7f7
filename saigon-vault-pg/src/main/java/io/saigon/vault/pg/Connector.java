package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.saigon.api.observability.Measurement.PoolEvent.Event;
import io.saigon.api.vault.ExpiringCredentials;
import io.saigon.api.vault.PostgreSqlCredentials;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens connections with the vault's current credentials, also during a rotation. */
final class Connector {
  private static final long PROBE_AGAIN_MS = 5_000;
  private static final long VAULT_MS = 250;

  // Independent of verticles, whose timers end with them: others share the pool.
  private final CallerContext poolContext;
  private final DbSecrets secrets;
  private final Dialer dialer;
  private final @Nullable Handler<SqlConnection> connectHandler;
  private final PoolMonitor monitor;
  private final Runnable superseded;
  private final Probe probe;
  private final CredentialTrials trials = new CredentialTrials();
  private final CredentialExpiry expiry;
  private volatile @Nullable PostgreSqlCredentials newest;

  /**
   * @param superseded runs when credentials have worked that replace others
   */
  Connector(
      CallerContext poolContext,
      DbSecrets secrets,
      Dialer dialer,
      @Nullable Handler<SqlConnection> connectHandler,
      PoolMonitor monitor,
      Runnable superseded) {
    this.poolContext = poolContext;
    this.secrets = secrets;
    this.dialer = dialer;
    this.connectHandler = connectHandler;
    this.monitor = monitor;
    this.superseded = superseded;
    this.probe = new Probe(poolContext::runLater, this::pauseProbe, this::probe);
    this.expiry = new CredentialExpiry(poolContext, this::current);
    secrets.onChange(this::credentialsChanged);
  }

  /**
   * Opens a connection.
   *
   * @param context a detached one, whose event loop serves the connection
   * @return fails with {@link NoConnection} if trying again may help
   */
  Future<PooledConnection> connect(CallerContext context) {
    return withVaultTimeout(current())
        .recover(this::provenOr)
        .compose(credentials -> login(context, credentials));
  }

  private Future<PostgreSqlCredentials> current() {
    return noted(secrets.current());
  }

  private Future<PostgreSqlCredentials> noted(Future<ExpiringCredentials> fromVault) {
    return fromVault.onSuccess(expiry::read).map(ExpiringCredentials::credentials);
  }

  /** Falls back on credentials that worked while the vault is unavailable. */
  private Future<PostgreSqlCredentials> provenOr(Throwable failure) {
    PostgreSqlCredentials proven = proven();
    return proven == null ? Future.failedFuture(failure) : Future.succeededFuture(proven);
  }

  /** Returns the newest credentials that worked and have not expired, or null. */
  private @Nullable PostgreSqlCredentials proven() {
    PostgreSqlCredentials proven = trials.proven();
    return proven == null || expiry.isExpired(proven) ? null : proven;
  }

  private Future<PooledConnection> login(CallerContext context, PostgreSqlCredentials credentials) {
    Throwable known = trials.refusal(credentials);
    if (known != null) {
      return afterRefusal(context, credentials, known);
    }
    Future<Void> other = trials.claim(credentials);
    if (other != null) {
      return other.compose(v -> login(context, credentials));
    }
    return dial(context, credentials, connectHandler)
        .recover(
            failure ->
                Dialer.isRefusal(failure)
                    ? afterRefusal(context, credentials, failure)
                    : Future.failedFuture(failure));
  }

  private Future<PooledConnection> dial(
      CallerContext context,
      PostgreSqlCredentials credentials,
      @Nullable Handler<SqlConnection> handler) {
    return dialer
        .dial(context, credentials, handler)
        .onComplete(dialed -> tried(credentials, dialed.cause()));
  }

  private void tried(PostgreSqlCredentials credentials, @Nullable Throwable failure) {
    boolean refused = failure != null && Dialer.isRefusal(failure);
    if (refused) {
      monitor.event(Event.REFUSED);
    }
    trials.tried(credentials, failure == null, refused ? failure : null);
    if (failure == null && !trials.isProven(credentials)) {
      current().onSuccess(current -> prove(credentials, current));
    }
  }

  // What was fallen back on works as well, but must not retire what is newer.
  private void prove(PostgreSqlCredentials credentials, PostgreSqlCredentials current) {
    if (credentials.equals(current) && trials.prove(credentials)) {
      newest = secrets.lasting(credentials);
      superseded.run();
    }
  }

  /** Returns whether credentials have worked that replace those of a connection. */
  boolean isOutdated(PooledConnection connection) {
    PostgreSqlCredentials current = newest;
    return current != null && !current.equals(secrets.lasting(connection.credentials()));
  }

  /** Returns whether the credentials of a connection have expired, and it must not serve on. */
  boolean isExpired(PooledConnection connection) {
    return secrets.endsConnections() && expiry.isExpired(connection.credentials());
  }

  private Future<PooledConnection> afterRefusal(
      CallerContext context, PostgreSqlCredentials refused, Throwable failure) {
    return withVaultTimeout(noted(secrets.refreshed()))
        .otherwise(refused)
        .compose(
            fresh -> {
              PostgreSqlCredentials proven = proven();
              if (trials.refusal(fresh) == null) {
                return login(context, fresh);
              }
              if (proven != null && trials.refusal(proven) == null) {
                return login(context, proven);
              }
              // Credentials that never worked are wrong; others may be amid a rotation.
              return Future.failedFuture(
                  proven == null
                      ? failure
                      : new NoConnection(NoConnection.Cause.ROTATION, failure));
            });
  }

  /** Bounds the wait for the vault while credentials that worked can serve instead. */
  private Future<PostgreSqlCredentials> withVaultTimeout(Future<PostgreSqlCredentials> fromVault) {
    return proven() == null ? fromVault : fromVault.timeout(VAULT_MS, TimeUnit.MILLISECONDS);
  }

  /** Tries the vault's new credentials, and only then drains connections with older ones. */
  private void credentialsChanged() {
    if (trials.proven() != null) {
      probe.request();
    }
  }

  private Future<Boolean> probe() {
    return current()
        .compose(fresh -> trials.isProven(fresh) ? Future.succeededFuture(true) : probe(fresh));
  }

  private Future<Boolean> probe(PostgreSqlCredentials fresh) {
    boolean notNow = trials.refusal(fresh) != null || trials.claim(fresh) != null;
    return notNow
        ? Future.succeededFuture(false)
        : dial(poolContext, fresh, null).compose(PooledConnection::close).map(true);
  }

  private Runnable pauseProbe(Runnable task) {
    long timer = poolContext.setTimer(PROBE_AGAIN_MS, task);
    return () -> poolContext.vertx().cancelTimer(timer);
  }

  void close() {
    probe.close();
    expiry.close();
    secrets.close();
    dialer.close();
  }
}
