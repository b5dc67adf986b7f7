package io.saigon.vault.pg;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Queries at a steady rate from several verticles, however long the ones before take (but no more
 * than a bound at a time), and beside them transactions that are held for longer than a rotation
 * takes.
 */
final class Load {
  private static final int VERTICLES = 4;
  private static final int TRANSACTIONS = 2;
  static final long HELD_MS = 700;
  private static final long PAUSE_MS = 100;
  private static final int MAX_OPEN = 5_000;

  final AtomicLong asked = new AtomicLong();
  final AtomicLong answered = new AtomicLong();
  final AtomicLong transactions = new AtomicLong();
  final AtomicLong slowestNanos = new AtomicLong();
  final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

  private final Vertx vertx;
  private final Pool pool;
  private final int rate;
  private final List<Future<String>> deployed = new ArrayList<>();
  private volatile boolean stopping;

  Load(Vertx vertx, Pool pool, int rate) {
    this.vertx = vertx;
    this.pool = pool;
    this.rate = rate;
  }

  Future<?> start() {
    for (int i = 0; i < VERTICLES; i++) {
      deployed.add(vertx.deployVerticle(new Querying()));
    }
    for (int i = 0; i < TRANSACTIONS; i++) {
      deployed.add(vertx.deployVerticle(new Holding()));
    }
    return Future.all(deployed);
  }

  /** Stops issuing queries, and waits for those under way. */
  Future<?> stop() {
    stopping = true;
    return Future.join(deployed.stream().map(id -> id.compose(vertx::undeploy)).toList());
  }

  private final class Querying extends VerticleBase {
    private final long began = System.nanoTime();
    private final List<Future<?>> open = new ArrayList<>();
    private long issued;

    @Override
    public Future<?> start() {
      vertx.setPeriodic(10, t -> issue());
      return Future.succeededFuture();
    }

    private void issue() {
      open.removeIf(Future::isComplete);
      long due = (System.nanoTime() - began) * rate / VERTICLES / 1_000_000_000L;
      while (!stopping && issued < due && open.size() < MAX_OPEN) {
        open.add(query(issued++));
      }
    }

    private Future<?> query(long n) {
      long start = System.nanoTime();
      asked.incrementAndGet();
      Future<?> answer =
          n % 2 == 0
              ? pool.query("select 1").execute()
              : pool.preparedQuery("select $1::int8").execute(Tuple.of(n));
      return answer.onComplete(
          done -> {
            slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
            if (done.succeeded()) {
              answered.incrementAndGet();
            } else {
              failures.add(done.cause());
            }
          });
    }

    @Override
    public Future<?> stop() {
      return Future.join(open);
    }
  }

  private final class Holding extends VerticleBase {
    private Future<?> held = Future.succeededFuture();

    @Override
    public Future<?> start() {
      hold();
      return Future.succeededFuture();
    }

    private void hold() {
      if (stopping) {
        return;
      }
      held =
          pool.withTransaction(this::work)
              .onSuccess(done -> transactions.incrementAndGet())
              .onFailure(failures::add)
              .eventually(() -> vertx.timer(PAUSE_MS, TimeUnit.MILLISECONDS))
              .onComplete(done -> hold());
    }

    private Future<?> work(SqlConnection connection) {
      return connection
          .query("select 1")
          .execute()
          .compose(r -> vertx.timer(HELD_MS, TimeUnit.MILLISECONDS))
          .compose(t -> connection.preparedQuery("select $1::int").execute(Tuple.of(2)));
    }

    @Override
    public Future<?> stop() {
      return held;
    }
  }
}
