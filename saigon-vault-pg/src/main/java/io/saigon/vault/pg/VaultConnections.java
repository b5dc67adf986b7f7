package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.saigon.api.vault.PostgreSqlCredentials;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens connections with the vault's current credentials, also during a rotation. */
final class VaultConnections implements ConnectionFactory<PgConnectOptions> {
  private static final long PROBE_AGAIN_MS = 5_000;
  private static final long ROTATION_PAUSE_MS = 100;
  private static final long VAULT_MS = 250;

  // Independent of verticles, whose timers end with them: others share the pool.
  private final CallerContext own;
  private final DbSecrets secrets;
  private final Dialer dialer;
  private final Drain drain;
  private final Outage outage;
  private final Probe probe;
  private final CredentialTrials trials = new CredentialTrials();
  private volatile boolean closed;

  VaultConnections(
      CallerContext own, DbSecrets secrets, Dialer dialer, Drain drain, Outage outage) {
    this.own = own;
    this.secrets = secrets;
    this.dialer = dialer;
    this.drain = drain;
    this.outage = outage;
    this.probe = new Probe(own::runLater, this::pauseProbe, this::probe);
  }

  @Override
  public Future<SqlConnection> connect(Context context, Future<PgConnectOptions> unused) {
    return connect(context);
  }

  @Override
  public Future<SqlConnection> connect(Context context, PgConnectOptions unused) {
    return connect(context);
  }

  private Future<SqlConnection> connect(Context context) {
    return CallerContext.of(context)
        .complete(
            soon(context, secrets.current().recover(this::provenOr), trials.proven())
                .compose(credentials -> login(context, credentials)));
  }

  /** Falls back on credentials that worked while the vault is unavailable. */
  private Future<PostgreSqlCredentials> provenOr(Throwable failure) {
    PostgreSqlCredentials proven = trials.proven();
    return proven == null ? Future.failedFuture(failure) : Future.succeededFuture(proven);
  }

  private Future<SqlConnection> login(Context context, PostgreSqlCredentials credentials) {
    Throwable known = trials.refusal(credentials);
    if (known != null) {
      return afterRefusal(context, credentials, known);
    }
    NoConnection unreachable = outage.recent();
    if (unreachable != null) {
      return Future.failedFuture(unreachable);
    }
    Future<Void> other = trials.claim(credentials);
    if (other != null) {
      return other.compose(v -> login(context, credentials));
    }
    return dial(context, credentials)
        .onSuccess(connection -> drain.dialed(connection, secrets.lasting(credentials)))
        .recover(
            failure ->
                Dialer.isRefusal(failure)
                    ? afterRefusal(context, credentials, failure)
                    : Future.failedFuture(failure));
  }

  private Future<SqlConnection> dial(Context context, PostgreSqlCredentials credentials) {
    return dialer
        .dial(context, credentials)
        .onComplete(dialed -> tried(credentials, dialed.cause()))
        .onSuccess(connection -> outage.reached())
        .recover(failure -> Future.failedFuture(outage.failed(failure)));
  }

  private void tried(PostgreSqlCredentials credentials, @Nullable Throwable failure) {
    boolean refused = failure != null && Dialer.isRefusal(failure);
    trials.tried(credentials, failure == null, refused ? failure : null);
    if (failure == null && !trials.isProven(credentials)) {
      secrets.current().onSuccess(current -> prove(credentials, current));
    }
  }

  // What was fallen back on works as well, but must not drain what is newer.
  private void prove(PostgreSqlCredentials credentials, PostgreSqlCredentials current) {
    if (credentials.equals(current) && trials.prove(credentials)) {
      drain.retireAllBut(secrets.lasting(credentials));
    }
  }

  private Future<SqlConnection> afterRefusal(
      Context context, PostgreSqlCredentials refused, Throwable failure) {
    return soon(
            context,
            secrets.refreshed().otherwise(refused),
            trials.proven() == null ? null : refused)
        .compose(
            fresh -> {
              PostgreSqlCredentials proven = trials.proven();
              if (trials.refusal(fresh) == null) {
                return login(context, fresh);
              }
              if (proven != null && trials.refusal(proven) == null) {
                return login(context, proven);
              }
              // Credentials that never worked are wrong; others may be amid a rotation.
              return proven == null || closed
                  ? Future.failedFuture(failure)
                  : amidRotation(context, failure);
            });
  }

  /** A slow vault must not hold those whom a connection that is open could serve. */
  private static Future<PostgreSqlCredentials> soon(
      Context context,
      Future<PostgreSqlCredentials> fromVault,
      @Nullable PostgreSqlCredentials otherwise) {
    if (otherwise == null || fromVault.isComplete()) {
      return fromVault;
    }
    CallerContext caller = CallerContext.of(context);
    Promise<PostgreSqlCredentials> answer = caller.promise();
    long timer = caller.setTimer(VAULT_MS, () -> answer.tryComplete(otherwise));
    fromVault.onComplete(
        done -> {
          caller.vertx().cancelTimer(timer);
          if (done.succeeded()) {
            answer.tryComplete(done.result());
          } else {
            answer.tryFail(done.cause());
          }
        });
    return answer.future();
  }

  /** Fails after a pause, so that whoever asks again does so at a rate. */
  private static Future<SqlConnection> amidRotation(Context context, Throwable refusal) {
    CallerContext caller = CallerContext.of(context);
    Promise<SqlConnection> later = caller.promise();
    caller.setTimer(
        ROTATION_PAUSE_MS,
        () -> later.fail(new NoConnection(NoConnection.Cause.ROTATION, refusal)));
    return later.future();
  }

  /** Tries the vault's new credentials, and only then lets go of connections with older ones. */
  void credentialsChanged() {
    if (trials.proven() != null) {
      probe.request();
    }
  }

  private Future<Boolean> probe() {
    return secrets
        .current()
        .compose(fresh -> trials.isProven(fresh) ? Future.succeededFuture(true) : probe(fresh));
  }

  private Future<Boolean> probe(PostgreSqlCredentials fresh) {
    boolean notNow = trials.refusal(fresh) != null || trials.claim(fresh) != null;
    return notNow
        ? Future.succeededFuture(false)
        : dial(own.context(), fresh).compose(SqlConnection::close).map(true);
  }

  private Runnable pauseProbe(Runnable task) {
    long timer = own.setTimer(PROBE_AGAIN_MS, task);
    return () -> own.vertx().cancelTimer(timer);
  }

  @Override
  public void close(Completable<Void> completion) {
    closed = true;
    probe.close();
    secrets.close();
    outage.reached();
    dialer.close(Objects.requireNonNull(completion));
  }
}
