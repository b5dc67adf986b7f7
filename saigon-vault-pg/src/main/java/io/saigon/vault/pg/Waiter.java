package io.saigon.vault.pg;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** A call of a pool that needs a connection. */
final class Waiter {
  private final CallerContext caller;
  private final Promise<PooledConnection> promise;
  private final Thread thread = Thread.currentThread();
  private final long began = System.nanoTime();

  Waiter(CallerContext caller) {
    this.caller = caller;
    this.promise = caller.promise();
  }

  /** Returns the outcome, which completes on the caller's context. */
  Future<PooledConnection> future() {
    return promise.future();
  }

  /** Returns the context that the call was made on. */
  CallerContext caller() {
    return caller;
  }

  /** Returns the thread that the call was made on, an event loop if its connection may be local. */
  Thread thread() {
    return thread;
  }

  Duration waited() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  void serve(PooledConnection connection) {
    promise.complete(connection);
  }

  void fail(Throwable failure) {
    promise.fail(failure);
  }
}
