package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Sizes and times of a pool. */
final class PoolSettings {
  private static final long MAX_LIFETIME_MS = TimeUnit.MINUTES.toMillis(30);
  private static final long CLEANER_PERIOD_MS = 100;

  private final String database;
  private final PoolOptions options;
  private final Duration drainPeriod;
  private final Duration rotationPatience;
  private final Duration reconnectTimeout;
  private final boolean evictsReadOnly;
  private final CallerContext[] eventLoops;
  private final AtomicInteger opened = new AtomicInteger();

  /**
   * @param database name of the database in messages
   * @param evictsReadOnly whether connections are closed whose server turns out to accept no writes
   */
  PoolSettings(
      Vertx vertx,
      String database,
      PoolOptions options,
      Duration drainPeriod,
      Duration rotationPatience,
      Duration reconnectTimeout,
      boolean evictsReadOnly) {
    this.database = database;
    this.options = new PoolOptions(options);
    this.drainPeriod = drainPeriod;
    this.rotationPatience = rotationPatience;
    this.reconnectTimeout = reconnectTimeout;
    this.evictsReadOnly = evictsReadOnly;
    this.eventLoops =
        IntStream.range(0, options.getEventLoopSize())
            .mapToObj(i -> CallerContext.detached(vertx))
            .toArray(CallerContext[]::new);
  }

  int maxSize() {
    return options.getMaxSize();
  }

  int maxWaiting() {
    return options.getMaxWaitQueueSize() < 0 ? Integer.MAX_VALUE : options.getMaxWaitQueueSize();
  }

  long connectionTimeoutMs() {
    return options.getConnectionTimeoutUnit().toMillis(options.getConnectionTimeout());
  }

  long idleTimeoutMs() {
    return options.getIdleTimeoutUnit().toMillis(options.getIdleTimeout());
  }

  /** Returns when a new connection's life ends, in milliseconds since the epoch. */
  long endOfLife() {
    long lifetime = options.getMaxLifetimeUnit().toMillis(options.getMaxLifetime());
    return System.currentTimeMillis() + (lifetime <= 0 ? MAX_LIFETIME_MS : lifetime);
  }

  /** Returns the period in which idle connections are looked at: often, as calls wait for it. */
  long cleanerPeriodMs() {
    return options.getPoolCleanerPeriod() == PoolOptions.DEFAULT_POOL_CLEANER_PERIOD
        ? CLEANER_PERIOD_MS
        : options.getPoolCleanerPeriod();
  }

  boolean evictsReadOnly() {
    return evictsReadOnly;
  }

  long drainPeriodMs() {
    return drainPeriod.toMillis();
  }

  /** Returns for how many milliseconds a call still waits for a connection to be opened. */
  long remainingWait(NoConnection none, Waiter waiter) {
    Duration remainingWait =
        switch (none.kind()) {
          case ROTATION -> rotationPatience;
          case OUTAGE -> reconnectTimeout;
        };
    return remainingWait.minus(waiter.waited()).toMillis();
  }

  /** Returns a context for a connection that is opened for a call. */
  CallerContext eventLoop(CallerContext caller) {
    return eventLoops.length == 0
        ? caller.detached()
        : eventLoops[Math.floorMod(opened.getAndIncrement(), eventLoops.length)];
  }

  TransportException timedOut() {
    return new TransportException(
        "Database %s: no connection was free within %d ms; see whether connections are held for long, or allow more of them"
            .formatted(database, connectionTimeoutMs()),
        null);
  }

  ClosedException closed() {
    return new ClosedException("The pool of database " + database + " is closed; create another");
  }
}
