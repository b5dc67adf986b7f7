package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.saigon.api.observability.Measurement.PoolEvent.Event;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a pool and the calls that wait for one, in their order. A call is served by
 * whichever connection is free first, one that is opened for it or one that is given back.
 */
final class Connections {
  private static final long RETRY_MS = 100;
  // More at once would all be ready later, as log-in costs both sides more time than any statement.
  private static final int OPENING_AT_ONCE = 4;

  private final CallerContext poolContext;
  private final Connector connector;
  private final PoolSettings settings;
  private final PoolMonitor monitor;
  private final Set<PooledConnection> all = new HashSet<>();
  private final Deque<PooledConnection> idle = new ArrayDeque<>();
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private int opening;
  private @Nullable NoConnection unavailable;
  private boolean pausing;
  private boolean closed;
  private long cleaner = -1;

  /**
   * @param poolContext a detached context, as timers of a verticle's end with it
   * @param connector creates the connector, from what it runs when newer credentials have worked
   */
  Connections(
      CallerContext poolContext,
      PoolSettings settings,
      PoolMonitor monitor,
      Function<Runnable, Connector> connector) {
    this.poolContext = poolContext;
    this.settings = settings;
    this.monitor = monitor;
    this.connector = connector.apply(this::retireOutdated);
    monitor.watch(this::numbers);
  }

  /** Takes a connection, which must be returned; completes on the caller's context. */
  Future<PooledConnection> take(CallerContext caller) {
    Waiter waiter = new Waiter(caller);
    synchronized (this) {
      if (closed) {
        return caller.failed(settings.closed());
      }
      if (pausing && unavailable != null && settings.remainingWait(unavailable, waiter) <= 0) {
        return caller.failed(unavailable.reason());
      }
      if (isFull() && idle.isEmpty() && waiting.size() >= settings.maxWaiting()) {
        return caller.failed(
            new ConnectionPoolTooBusyException(
                "Connection pool reached max wait queue size of " + settings.maxWaiting()));
      }
      waiting.add(waiter);
    }
    serve();
    if (!waiter.future().isComplete() && settings.connectionTimeoutMs() > 0) {
      long timer = poolContext.setTimer(settings.connectionTimeoutMs(), () -> timedOut(waiter));
      waiter.future().onComplete(done -> poolContext.vertx().cancelTimer(timer));
    }
    return waiter.future();
  }

  private void timedOut(Waiter waiter) {
    boolean removed;
    synchronized (this) {
      removed = waiting.remove(waiter);
    }
    if (removed) {
      waiter.fail(settings.timedOut());
    }
  }

  /** Hands free connections to waiting calls, and opens connections for the others. */
  private void serve() {
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    Waiter first = waiting.peek();
    if (first == null || closed) {
      return null;
    }
    PooledConnection free = free(first.thread());
    if (free != null) {
      waiting.remove();
      return () -> first.serve(free);
    }
    if (!mayOpen()) {
      return null;
    }
    opening++;
    CallerContext loop = settings.eventLoop(first.caller());
    // In a later turn, as a failure may come at once, and the next call's after it.
    return () ->
        loop.runLater(() -> connector.connect(loop).onComplete(this::opened, this::notOpened));
  }

  /** While none can be opened one is tried at a time. */
  private boolean mayOpen() {
    int most = unavailable == null ? Math.min(OPENING_AT_ONCE, waiting.size()) : 1;
    return !pausing && !isFull() && opening < most;
  }

  private boolean isFull() {
    return all.size() + opening >= settings.maxSize();
  }

  /** Prefers the caller's event loop, and then the connection that was used last. */
  private @Nullable PooledConnection free(Thread thread) {
    for (PooledConnection each : idle) {
      if (each.isOn(thread)) {
        idle.remove(each);
        return each;
      }
    }
    return idle.poll();
  }

  private void opened(PooledConnection connection) {
    synchronized (this) {
      opening--;
      unavailable = null;
      all.add(connection);
      connection.retireAt(settings.endOfLife());
      if (connector.isOutdated(connection)) {
        retire(connection);
      }
      startCleaner();
    }
    monitor.event(Event.OPENED);
    release(connection);
  }

  private void notOpened(Throwable failure) {
    List<Waiter> failed = new ArrayList<>();
    boolean isClosed;
    synchronized (this) {
      isClosed = closed;
      opening--;
      if (failure instanceof NoConnection none) {
        unavailable = none;
        failed.addAll(expired(none));
        pause(none);
      } else if (!waiting.isEmpty()) {
        failed.add(waiting.remove());
      }
    }
    if (!isClosed) {
      monitor.failed(failure);
    }
    Throwable reason = failure instanceof NoConnection none ? none.reason() : failure;
    failed.forEach(waiter -> waiter.fail(reason));
    serve();
  }

  private List<Waiter> expired(NoConnection none) {
    List<Waiter> expired = new ArrayList<>();
    while (!waiting.isEmpty() && settings.remainingWait(none, waiting.peek()) <= 0) {
      expired.add(waiting.remove());
    }
    return expired;
  }

  private void pause(NoConnection none) {
    Waiter first = waiting.peek();
    if (!pausing && !closed) {
      pausing = true;
      long ms = first == null ? RETRY_MS : Math.min(RETRY_MS, settings.remainingWait(none, first));
      poolContext.setTimer(ms, () -> pauseEnded(none));
    }
  }

  private void pauseEnded(NoConnection none) {
    List<Waiter> expired;
    synchronized (this) {
      pausing = false;
      expired = unavailable == null ? List.of() : expired(none);
    }
    expired.forEach(waiter -> waiter.fail(none.reason()));
    serve();
  }

  /**
   * Returns a connection to the pool.
   *
   * @param failure of its last statement, or null
   */
  void release(PooledConnection connection, @Nullable Throwable failure) {
    if (failure == null) {
      checkAndRelease(connection);
      return;
    }
    // Before the caller gets the failure, so that its next call does not get such a connection.
    boolean lost = Failover.isLost(failure);
    if (lost || Failover.isReadOnly(failure)) {
      suspectAll();
    }
    connection.settled(
        () -> {
          if (lost || !connection.isOpen()) {
            end(connection);
          } else {
            checkAndRelease(connection);
          }
        });
  }

  /** Checks all connections before they serve again, those that are idle at once. */
  private void suspectAll() {
    List<PooledConnection> unused;
    synchronized (this) {
      all.forEach(PooledConnection::suspect);
      unused = List.copyOf(idle);
      idle.clear();
    }
    unused.forEach(this::checkAndRelease);
  }

  private void checkAndRelease(PooledConnection connection) {
    if (!connection.isSuspect()) {
      release(connection);
      return;
    }
    connection
        .isReadOnly()
        .onComplete(
            readOnly -> {
              if (readOnly && settings.evictsReadOnly()) {
                end(connection);
                suspectAll();
              } else {
                checkAndRelease(connection);
              }
            },
            failure -> end(connection));
  }

  private void release(PooledConnection connection) {
    boolean ended;
    synchronized (this) {
      ended = closed || isExpired(connection, System.currentTimeMillis(), 0);
      if (!ended) {
        connection.idle();
        idle.push(connection);
      }
    }
    if (ended) {
      end(connection);
    }
    serve();
  }

  /** Releases a connection when the caller that has taken it out returns it. */
  void releaseWhenReturned(PooledConnection connection) {
    connection
        .returned()
        .onComplete(
            returned -> {
              // The failures of its statements were not checked.
              if (settings.evictsReadOnly()) {
                connection.suspect();
              }
              checkAndRelease(connection);
            },
            failure -> end(connection));
  }

  /** Closes a connection; another takes its place when it is closed. */
  void end(PooledConnection connection) {
    boolean isDrained = connector.isOutdated(connection);
    connection
        .close()
        .onComplete(
            done -> {
              synchronized (this) {
                all.remove(connection);
              }
              if (isDrained) {
                monitor.drained(outdated().size());
              }
              serve();
            });
  }

  private void retireOutdated() {
    List<PooledConnection> outdated;
    synchronized (this) {
      outdated = outdated();
      outdated.forEach(this::retire);
    }
    monitor.handover(outdated.size());
  }

  private synchronized List<PooledConnection> outdated() {
    return all.stream().filter(connector::isOutdated).toList();
  }

  private void retire(PooledConnection connection) {
    long spread = settings.drainPeriodMs();
    connection.retireAt(
        System.currentTimeMillis()
            + (spread == 0 ? 0 : ThreadLocalRandom.current().nextLong(spread)));
  }

  private void startCleaner() {
    if (cleaner == -1 && !closed && !all.isEmpty() && settings.cleanerPeriodMs() > 0) {
      cleaner = poolContext.setTimer(settings.cleanerPeriodMs(), this::clean);
    }
  }

  private void clean() {
    List<PooledConnection> expired = new ArrayList<>();
    synchronized (this) {
      cleaner = -1;
      long now = System.currentTimeMillis();
      for (Iterator<PooledConnection> each = idle.iterator(); each.hasNext(); ) {
        PooledConnection connection = each.next();
        if (isExpired(connection, now, settings.idleTimeoutMs())) {
          each.remove();
          expired.add(connection);
        }
      }
      startCleaner();
    }
    expired.forEach(this::end);
  }

  private boolean isExpired(PooledConnection connection, long now, long idleTimeout) {
    return connection.isExpired(now, idleTimeout) || connector.isExpired(connection);
  }

  private synchronized PoolMonitor.Connections numbers() {
    return new PoolMonitor.Connections(all.size(), idle.size(), waiting.size());
  }

  synchronized List<PooledConnection> all() {
    return List.copyOf(all);
  }

  Future<Void> close() {
    List<Waiter> waiters;
    synchronized (this) {
      closed = true;
      waiters = List.copyOf(waiting);
      waiting.clear();
      poolContext.vertx().cancelTimer(cleaner);
    }
    connector.close();
    monitor.close();
    waiters.forEach(waiter -> waiter.fail(settings.closed()));
    return Future.join(all().stream().map(PooledConnection::close).toList()).mapEmpty();
  }
}
