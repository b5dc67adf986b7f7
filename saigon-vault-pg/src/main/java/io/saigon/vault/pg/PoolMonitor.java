package io.saigon.vault.pg;

import io.saigon.api.observability.Component;
import io.saigon.api.observability.Health;
import io.saigon.api.observability.Health.Status;
import io.saigon.api.observability.Measurement.PoolEvent;
import io.saigon.api.observability.Measurement.PoolEvent.Event;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.saigon.api.observability.RecentFailure;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measurements and health of one pool. Thread-safe. */
final class PoolMonitor {
  private static final System.Logger LOG = System.getLogger(PgPools.class.getName());

  private final String pool;
  private final Observability observability;
  private final @Nullable MetricsListener listener;
  private final RecentFailure failure = new RecentFailure(Clock.systemUTC());
  private @Nullable Runnable remove;
  // When the outage that was logged began, or 0.
  private long outageSince;
  private boolean isDraining;

  /** Numbers of connections of a pool. */
  record Connections(int open, int idle, int waiting) {}

  PoolMonitor(Vertx vertx, String pool) {
    this.pool = pool;
    this.observability = Observability.of(vertx);
    this.listener = observability.listener();
  }

  /** Begins to show the pool. */
  synchronized void watch(Supplier<Connections> connections) {
    remove = observability.add(new Watched(connections));
  }

  void event(Event event) {
    if (event == Event.OPENED) {
      failure.record(null);
      opened();
    }
    MetricsListener measuring = listener;
    if (measuring != null) {
      measuring.record(new PoolEvent(pool, event));
    }
  }

  /** Records that a call could get no connection. */
  void failed(Throwable reason) {
    Throwable cause = reason instanceof NoConnection none ? none.reason() : reason;
    // The client's own exceptions are of no kind that Results knows.
    String result = Dialer.isRefusal(cause) ? "refused" : "transport";
    failure.fail(result);
    event(Event.FAILED);
    logOutage(result);
  }

  // Once, however often it is tried again; without the server's message, which may name a user.
  private synchronized void logOutage(String result) {
    if (outageSince == 0) {
      outageSince = System.nanoTime() | 1;
      LOG.log(
          Level.WARNING,
          "Database {0}: no connection can be opened ({1}); open ones serve on, and it is tried"
              + " again when a call needs one",
          pool,
          result);
    }
  }

  private synchronized void opened() {
    if (outageSince != 0) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - outageSince);
      outageSince = 0;
      LOG.log(Level.INFO, "Database {0}: connections are opened again, after {1} s", pool, seconds);
    }
  }

  /**
   * Records that newer credentials have worked.
   *
   * @param outdated number of connections with older ones
   */
  synchronized void handover(int outdated) {
    event(Event.HANDOVER);
    isDraining = outdated > 0;
    LOG.log(
        Level.INFO,
        "Database {0}: newer credentials work; {1} connections with older ones are to be closed",
        pool,
        outdated);
  }

  /**
   * Records that a connection with older credentials was closed.
   *
   * @param left number of those that are still open
   */
  synchronized void drained(int left) {
    event(Event.DRAINED);
    if (isDraining && left == 0) {
      isDraining = false;
      LOG.log(Level.INFO, "Database {0}: all connections are on the newer credentials", pool);
    }
  }

  synchronized void close() {
    if (remove != null) {
      remove.run();
    }
  }

  private final class Watched implements Component {
    private final Supplier<Connections> connections;

    Watched(Supplier<Connections> connections) {
      this.connections = connections;
    }

    @Override
    public String kind() {
      return "pool";
    }

    @Override
    public String name() {
      return pool;
    }

    @Override
    public Health health() {
      Connections now = connections.get();
      Map<String, Double> values =
          Map.of(
              "open", (double) now.open,
              "idle", (double) now.idle,
              "waiting", (double) now.waiting);
      String reason = failure.reason();
      if (reason == null) {
        return new Health(Status.UP, "", values);
      }
      return new Health(now.open > 0 ? Status.DEGRADED : Status.DOWN, reason, values);
    }
  }
}
