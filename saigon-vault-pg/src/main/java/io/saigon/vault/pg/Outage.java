package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.DbEnv;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * State of the database's reachability. While it can't be reached, one connection is tried at a
 * time, with pauses, and callers wait in their order; nothing runs when nobody waits.
 */
final class Outage {
  private static final long PAUSE_MS = 100;
  private static final long PAUSE_NANOS = PAUSE_MS * 1_000_000;
  // admin_shutdown, crash_shutdown, cannot_connect_now: a server that goes down or comes up.
  private static final Set<String> RESTARTING = Set.of("57P01", "57P02", "57P03");

  private final DbEnv env;
  private final CallerContext context;
  private final Deque<Promise<Boolean>> waiting = new ArrayDeque<>();
  private @Nullable NoConnection down;
  private long failedAt;
  private boolean ticking;

  /**
   * @param context a detached one, as timers of a verticle's end with it
   */
  Outage(DbEnv env, CallerContext context) {
    this.env = env;
    this.context = context;
  }

  /** Returns the failure of a try a moment ago, for which no other is due yet, or null. */
  synchronized @Nullable NoConnection recent() {
    return down != null && System.nanoTime() - failedAt < PAUSE_NANOS ? down : null;
  }

  /**
   * Takes the outcome of a try.
   *
   * @param failure how it failed, or null
   * @return the failure to report
   */
  Throwable failed(Throwable failure) {
    boolean answered = failure instanceof PgException && !isTransient(failure);
    if (answered) {
      reached();
      return failure;
    }
    if (failure instanceof SaigonException) {
      return failure;
    }
    TransportException unreachable = unreachable(failure);
    if (!isTransient(failure)) {
      return unreachable;
    }
    synchronized (this) {
      failedAt = System.nanoTime();
      down = new NoConnection(NoConnection.Cause.OUTAGE, unreachable);
      return down;
    }
  }

  /** Ends the outage: all who wait may try. */
  void reached() {
    Deque<Promise<Boolean>> released;
    synchronized (this) {
      down = null;
      released = new ArrayDeque<>(waiting);
      waiting.clear();
    }
    released.forEach(promise -> promise.tryComplete(true));
  }

  /**
   * Returns whether trying again may help; a TLS failure could be a server that closed meanwhile.
   */
  private static boolean isTransient(Throwable failure) {
    return failure instanceof PgException pg
        ? pg.getSqlState() != null && RESTARTING.contains(pg.getSqlState())
        : failure instanceof VertxException
            || (failure instanceof IOException && !(failure instanceof SSLException));
  }

  private TransportException unreachable(Throwable failure) {
    return new TransportException(
        "Database %1$s can't be connected to (%2$s); see whether it is up, and whether %1$s_DB_ENDPOINT, %1$s_DB_PORT, %1$s_DB_SSL_MODE and %1$s_DB_CA_FILE, or what stands for them, are right"
            .formatted(env.prefix(), failure.getMessage()),
        failure);
  }

  /**
   * Waits for the end of the outage, or for the next try.
   *
   * @param caller on which the future completes
   * @return whether to try again, or false once the time is over
   */
  Future<Boolean> turn(CallerContext caller, long millis) {
    Promise<Boolean> turn = caller.promise();
    if (millis <= 0) {
      turn.complete(false);
      return turn.future();
    }
    synchronized (this) {
      if (down == null) {
        turn.complete(true);
        return turn.future();
      }
      waiting.add(turn);
      tick();
    }
    long timer =
        context.setTimer(
            millis,
            () -> {
              turn.tryComplete(false);
              forget(turn);
            });
    return turn.future().onComplete(done -> context.vertx().cancelTimer(timer));
  }

  private synchronized void forget(Promise<Boolean> turn) {
    waiting.remove(turn);
  }

  private synchronized void tick() {
    if (!ticking && !waiting.isEmpty()) {
      ticking = true;
      context.setTimer(PAUSE_MS, this::next);
    }
  }

  private void next() {
    Promise<Boolean> first;
    synchronized (this) {
      ticking = false;
      first = waiting.poll();
      tick();
    }
    if (first != null) {
      first.tryComplete(true);
    }
  }
}
