package io.saigon.vault.pg;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Callers on event loops of their own that query and run transactions one after the other. */
final class Load {
  final AtomicLong succeeded = new AtomicLong();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private final Pool pool;
  private final List<Future<Void>> callers = new ArrayList<>();
  private volatile boolean stopping;

  Load(Vertx vertx, Pool pool, int concurrency) {
    this.pool = pool;
    for (int i = 0; i < concurrency; i++) {
      Context context = ((VertxInternal) vertx).createEventLoopContext();
      int caller = i;
      callers.add(
          Future.future(stopped -> context.runOnContext(v -> run(context, caller, stopped))));
    }
  }

  private void run(Context context, int n, Promise<Void> stopped) {
    if (stopping) {
      stopped.complete();
      return;
    }
    once(n)
        .onComplete(
            done -> {
              if (done.succeeded()) {
                succeeded.incrementAndGet();
              } else {
                failures.add(done.cause());
              }
              context.runOnContext(v -> run(context, n + 1, stopped));
            });
  }

  private Future<?> once(int n) {
    return switch (n % 3) {
      case 0 -> pool.query("select 1").execute();
      case 1 -> pool.preparedQuery("select $1::int").execute(Tuple.of(n));
      default ->
          pool.withTransaction(
              c -> c.query("select 1").execute().compose(r -> c.query("select 2").execute()));
    };
  }

  Future<Void> stop() {
    stopping = true;
    return Future.join(callers).mapEmpty();
  }
}
