package io.saigon.vault.pg;

import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.internal.command.CommandBase;
import io.vertx.sqlclient.internal.pool.PoolImpl;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The client's own pool. Who asks for a connection while none can be opened, amid a rotation, asks
 * again: those that are open serve it as soon as they are free.
 */
final class VaultPool extends PoolImpl {
  private final Duration patience;

  VaultPool(
      VertxInternal vertx,
      VaultDriver driver,
      PoolOptions options,
      ConnectionFactory<PgConnectOptions> factory,
      Drain drain,
      Duration patience,
      Handler<SqlConnection> connectHandler,
      CloseFuture closeFuture) {
    super(
        vertx,
        driver,
        false,
        options,
        taken -> Future.succeededFuture(),
        drain::givenBack,
        // The factory itself knows with what to connect.
        context -> factory.connect(context, new PgConnectOptions()),
        connectHandler,
        closeFuture);
    this.patience = patience;
  }

  private long end() {
    return System.nanoTime() + patience.toNanos();
  }

  private static boolean isOver(long end) {
    return System.nanoTime() - end >= 0;
  }

  @Override
  public Future<SqlConnection> getConnection() {
    return getConnection(end());
  }

  private Future<SqlConnection> getConnection(long end) {
    return super.getConnection()
        .recover(
            failure ->
                failure instanceof AmidRotation amid
                    ? isOver(end) ? Future.failedFuture(amid.refusal()) : getConnection(end)
                    : Future.failedFuture(failure));
  }

  @Override
  public <R> void schedule(CommandBase<R> command, Completable<R> handler) {
    schedule(command, handler, end());
  }

  private <R> void schedule(CommandBase<R> command, Completable<R> handler, long end) {
    // Once: the client tells of its time-out even when the try has failed before.
    AtomicBoolean told = new AtomicBoolean();
    super.schedule(
        command,
        (@Nullable R result, @Nullable Throwable failure) -> {
          if (!told.compareAndSet(false, true)) {
            return;
          }
          if (!(failure instanceof AmidRotation amid)) {
            handler.complete(result, failure);
          } else if (isOver(end)) {
            handler.fail(amid.refusal());
          } else {
            schedule(command, handler, end);
          }
        });
  }

  /** No connection can be opened now: what worked is refused, and the vault has nothing newer. */
  static final class AmidRotation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AmidRotation(Throwable refusal) {
      super(refusal.getMessage(), refusal, false, false);
    }

    Throwable refusal() {
      return Objects.requireNonNull(getCause());
    }
  }
}
