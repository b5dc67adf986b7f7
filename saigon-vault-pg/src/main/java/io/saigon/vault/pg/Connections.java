package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
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

  private final CallerContext own;
  private final Connector connector;
  private final PoolSettings settings;
  private final Set<PooledConnection> all = new HashSet<>();
  private final Deque<PooledConnection> idle = new ArrayDeque<>();
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private int opening;
  private @Nullable NoConnection unavailable;
  private boolean pausing;
  private boolean closed;
  private long cleaner = -1;

  /**
   * @param own a detached context, as timers of a verticle's end with it
   * @param connector creates the connector, from what it runs when newer credentials have worked
   */
  Connections(CallerContext own, PoolSettings settings, Function<Runnable, Connector> connector) {
    this.own = own;
    this.settings = settings;
    this.connector = connector.apply(this::retireOutdated);
  }

  /** Takes a connection, which is to be given back; completes on the caller's context. */
  Future<PooledConnection> take(CallerContext caller) {
    Waiter waiter = new Waiter(caller);
    synchronized (this) {
      if (closed) {
        return caller.failed(settings.closed());
      }
      if (pausing && unavailable != null && settings.patience(unavailable, waiter) <= 0) {
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
      long timer = own.setTimer(settings.connectionTimeoutMs(), () -> timedOut(waiter));
      waiter.future().onComplete(done -> own.vertx().cancelTimer(timer));
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

  /** Gives free connections to those who wait, and opens connections for others. */
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
    giveBack(connection);
  }

  private void notOpened(Throwable failure) {
    List<Waiter> over = new ArrayList<>();
    synchronized (this) {
      opening--;
      if (failure instanceof NoConnection none) {
        unavailable = none;
        over.addAll(impatient(none));
        pause(none);
      } else if (!waiting.isEmpty()) {
        over.add(waiting.remove());
      }
    }
    Throwable reason = failure instanceof NoConnection none ? none.reason() : failure;
    over.forEach(waiter -> waiter.fail(reason));
    serve();
  }

  private List<Waiter> impatient(NoConnection none) {
    List<Waiter> over = new ArrayList<>();
    while (!waiting.isEmpty() && settings.patience(none, waiting.peek()) <= 0) {
      over.add(waiting.remove());
    }
    return over;
  }

  private void pause(NoConnection none) {
    Waiter first = waiting.peek();
    if (!pausing && !closed) {
      pausing = true;
      long ms = first == null ? RETRY_MS : Math.min(RETRY_MS, settings.patience(none, first));
      own.setTimer(ms, () -> pauseEnded(none));
    }
  }

  private void pauseEnded(NoConnection none) {
    List<Waiter> over;
    synchronized (this) {
      pausing = false;
      over = unavailable == null ? List.of() : impatient(none);
    }
    over.forEach(waiter -> waiter.fail(none.reason()));
    serve();
  }

  /**
   * Gives a connection back.
   *
   * @param failure of its last statement, or null
   */
  void giveBack(PooledConnection connection, @Nullable Throwable failure) {
    if (failure == null) {
      checkAndGiveBack(connection);
      return;
    }
    // Before the caller hears of it, whose next call must not find another such connection.
    boolean lost = Failover.isLost(failure);
    if (lost || Failover.isReadOnly(failure)) {
      suspectAll();
    }
    connection.settled(
        () -> {
          if (lost || !connection.isOpen()) {
            end(connection);
          } else {
            checkAndGiveBack(connection);
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
    unused.forEach(this::checkAndGiveBack);
  }

  private void checkAndGiveBack(PooledConnection connection) {
    if (!connection.isSuspect()) {
      giveBack(connection);
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
                checkAndGiveBack(connection);
              }
            },
            failure -> end(connection));
  }

  private void giveBack(PooledConnection connection) {
    boolean over;
    synchronized (this) {
      over = closed || connection.isOver(System.currentTimeMillis(), 0);
      if (!over) {
        connection.idle();
        idle.push(connection);
      }
    }
    if (over) {
      end(connection);
    }
    serve();
  }

  /** Expects a connection that a caller has taken out of its pool. */
  void lent(PooledConnection connection) {
    connection
        .returned()
        .onComplete(
            returned -> {
              // Its statements were not seen here.
              if (settings.evictsReadOnly()) {
                connection.suspect();
              }
              checkAndGiveBack(connection);
            },
            failure -> end(connection));
  }

  /** Closes a connection; another takes its place when it is closed. */
  void end(PooledConnection connection) {
    connection
        .close()
        .onComplete(
            done -> {
              synchronized (this) {
                all.remove(connection);
              }
              serve();
            });
  }

  private synchronized void retireOutdated() {
    all.stream().filter(connector::isOutdated).forEach(this::retire);
  }

  private void retire(PooledConnection connection) {
    long spread = settings.drainPeriodMs();
    connection.retireAt(
        System.currentTimeMillis()
            + (spread == 0 ? 0 : ThreadLocalRandom.current().nextLong(spread)));
  }

  private void startCleaner() {
    if (cleaner == -1 && !closed && !all.isEmpty() && settings.cleanerPeriodMs() > 0) {
      cleaner = own.setTimer(settings.cleanerPeriodMs(), this::clean);
    }
  }

  private void clean() {
    List<PooledConnection> over = new ArrayList<>();
    synchronized (this) {
      cleaner = -1;
      long now = System.currentTimeMillis();
      for (Iterator<PooledConnection> each = idle.iterator(); each.hasNext(); ) {
        PooledConnection connection = each.next();
        if (connection.isOver(now, settings.idleTimeoutMs())) {
          each.remove();
          over.add(connection);
        }
      }
      startCleaner();
    }
    over.forEach(this::end);
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
      own.vertx().cancelTimer(cleaner);
    }
    connector.close();
    waiters.forEach(waiter -> waiter.fail(settings.closed()));
    return Future.join(all().stream().map(PooledConnection::close).toList()).mapEmpty();
  }
}
