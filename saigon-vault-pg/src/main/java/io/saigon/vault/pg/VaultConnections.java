package io.saigon.vault.pg;

import io.saigon.api.vault.PostgreSqlCredentials;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Logs in with the vault's credentials of the moment, through the middle of a rotation too. */
final class VaultConnections implements ConnectionFactory<PgConnectOptions> {
  private static final long PROBE_AGAIN_MS = 5_000;
  private static final long PAUSE_MS = 100;
  private static final long VAULT_MS = 250;

  private final Vertx vertx;
  private final DbSecrets secrets;
  private final Dialer dialer;
  private final Drain drain;
  private final Proofs proofs = new Proofs();
  private volatile boolean closed;

  VaultConnections(Vertx vertx, DbSecrets secrets, Dialer dialer, Drain drain) {
    this.vertx = vertx;
    this.secrets = secrets;
    this.dialer = dialer;
    this.drain = drain;
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
    Promise<SqlConnection> answer = ((ContextInternal) context).promise();
    soon(context, secrets.current().recover(this::provenOr), proofs.proven())
        .compose(credentials -> login(context, credentials))
        .onComplete(answer);
    return answer.future();
  }

  /** A vault that is down for longer than its cache bears is no reason to stop working. */
  private Future<PostgreSqlCredentials> provenOr(Throwable failure) {
    PostgreSqlCredentials proven = proofs.proven();
    return proven == null ? Future.failedFuture(failure) : Future.succeededFuture(proven);
  }

  private Future<SqlConnection> login(Context context, PostgreSqlCredentials credentials) {
    Throwable known = proofs.refusal(credentials);
    if (known != null) {
      return afterRefusal(context, credentials, known);
    }
    Future<Void> other = proofs.claim(credentials);
    if (other != null) {
      return other.compose(v -> login(context, credentials));
    }
    return dialer
        .dial(context, credentials)
        .onComplete(dialed -> tried(credentials, dialed.cause()))
        .onSuccess(connection -> drain.dialed(connection, secrets.lasting(credentials)))
        .recover(
            failure ->
                Dialer.isRefusal(failure)
                    ? afterRefusal(context, credentials, failure)
                    : Future.failedFuture(failure));
  }

  private void tried(PostgreSqlCredentials credentials, @Nullable Throwable failure) {
    boolean refused = failure != null && Dialer.isRefusal(failure);
    proofs.tried(credentials, failure == null, refused ? failure : null);
    if (failure == null && !proofs.isProven(credentials)) {
      secrets.current().onSuccess(current -> prove(credentials, current));
    }
  }

  // What was fallen back on works as well, but must not drain what is newer.
  private void prove(PostgreSqlCredentials credentials, PostgreSqlCredentials current) {
    if (credentials.equals(current) && proofs.prove(credentials)) {
      drain.retireAllBut(secrets.lasting(credentials));
    }
  }

  private Future<SqlConnection> afterRefusal(
      Context context, PostgreSqlCredentials refused, Throwable failure) {
    return soon(
            context,
            secrets.refreshed().otherwise(refused),
            proofs.proven() == null ? null : refused)
        .compose(
            fresh -> {
              PostgreSqlCredentials proven = proofs.proven();
              if (proofs.refusal(fresh) == null) {
                return login(context, fresh);
              }
              if (proven != null && proofs.refusal(proven) == null) {
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
    Promise<PostgreSqlCredentials> answer = ((ContextInternal) context).promise();
    long timer = ((ContextInternal) context).setTimer(VAULT_MS, t -> answer.tryComplete(otherwise));
    fromVault.onComplete(
        done -> {
          ((ContextInternal) context).owner().cancelTimer(timer);
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
    Promise<SqlConnection> later = ((ContextInternal) context).promise();
    ((ContextInternal) context)
        .setTimer(PAUSE_MS, t -> later.fail(new VaultPool.AmidRotation(refusal)));
    return later.future();
  }

  /** Tries the vault's new credentials, and only then lets go of connections with older ones. */
  void credentialsChanged() {
    if (!closed && proofs.proven() != null) {
      secrets.current().onSuccess(this::probe);
    }
  }

  private void probe(PostgreSqlCredentials fresh) {
    if (closed || proofs.isProven(fresh)) {
      return;
    }
    if (proofs.refusal(fresh) != null || proofs.claim(fresh) != null) {
      probeAgainLater();
      return;
    }
    Context context = vertx.getOrCreateContext();
    dialer
        .dial(context, fresh)
        .onComplete(dialed -> tried(fresh, dialed.cause()))
        .onComplete(SqlConnection::close, failure -> probeAgainLater());
  }

  private void probeAgainLater() {
    vertx.setTimer(PROBE_AGAIN_MS, t -> credentialsChanged());
  }

  @Override
  public void close(Completable<Void> completion) {
    closed = true;
    secrets.close();
    dialer.close(Objects.requireNonNull(completion));
  }
}
