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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The client's own pool. A request for a connection while none can be opened, during a rotation or
 * an outage, is repeated: open connections serve it as soon as they are free.
 */
final class VaultPool extends PoolImpl {
  private final PoolWaits waits;

  VaultPool(
      VertxInternal vertx,
      VaultDriver driver,
      PoolOptions options,
      ConnectionFactory<PgConnectOptions> factory,
      Drain drain,
      PoolWaits waits,
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
    this.waits = waits;
  }

  @Override
  public Future<SqlConnection> getConnection() {
    return getConnection(System.nanoTime());
  }

  private Future<SqlConnection> getConnection(long began) {
    return super.getConnection()
        .recover(
            failure ->
                failure instanceof NoConnection none
                    ? waits.end(none, began).compose(v -> getConnection(began))
                    : Future.failedFuture(failure));
  }

  @Override
  public <R> void schedule(CommandBase<R> command, Completable<R> handler) {
    schedule(command, handler, System.nanoTime());
  }

  private <R> void schedule(CommandBase<R> command, Completable<R> handler, long began) {
    // Once: the client reports its time-out even after the attempt has failed.
    AtomicBoolean completed = new AtomicBoolean();
    super.schedule(
        command,
        (@Nullable R result, @Nullable Throwable failure) -> {
          if (!completed.compareAndSet(false, true)) {
            return;
          }
          if (failure instanceof NoConnection none) {
            waits
                .end(none, began)
                .onComplete(v -> schedule(command, handler, began), handler::fail);
          } else {
            handler.complete(result, failure);
          }
        });
  }
}
