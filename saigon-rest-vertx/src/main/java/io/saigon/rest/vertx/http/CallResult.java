package io.saigon.rest.vertx.http;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Result of a call on its caller's context. It completes once, and at the latest when the verticle
 * or Vert.x instance that the caller belongs to is closed; then no timer of the call remains. All
 * but {@link #begin} runs on the context.
 */
public final class CallResult<T> implements Closeable, Completable<T> {
  private static final long NONE = -1;

  private final CallerContext context;
  private final RestRequest request;
  private final Promise<T> promise;
  private Consumer<Throwable> abort = failure -> {};
  private long timeoutTimer = NONE;
  private long pauseTimer = NONE;
  private boolean ended;

  public CallResult(CallerContext context, RestRequest request) {
    this.context = context;
    this.request = request;
    this.promise = context.promise();
  }

  /** Starts the call on the context; fails it if the context is closed. */
  public Future<T> begin(Runnable steps) {
    if (!context.addCloseable(this)) {
      // Nothing runs on contexts of a closed Vert.x instance, handlers of futures included.
      return context.isVertxClosed() ? Future.failedFuture(closed()) : context.failed(closed());
    }
    CallScope scope = CallScope.current();
    if (scope == null) {
      context.emit(null, begun -> attempt(steps));
    } else {
      scope.add(promise.future(), this::cancel);
      // The steps may get credentials that others wait for too.
      CallScope.outside(
          () -> {
            context.emit(null, begun -> attempt(steps));
            return promise;
          });
    }
    return promise.future();
  }

  /** Cancels the call on the context. */
  public Future<T> cancel() {
    context.emit(
        null,
        cancelled ->
            fail(new CancellationException(RestFailures.target(request) + " was cancelled")));
    return promise.future();
  }

  /** Sets a handler that aborts the call's steps before the result fails. */
  public void onFailure(Consumer<Throwable> abort) {
    this.abort = abort;
  }

  /** Fails the call unless it has ended within a time. */
  public void failAfter(long millis, Supplier<? extends Throwable> failure) {
    if (!ended) {
      timeoutTimer = context.setTimer(millis, () -> attempt(() -> fail(failure.get())));
    }
  }

  /** Returns a future that succeeds after a time, unless the call ends before. */
  public Future<Void> pause(long millis) {
    Promise<Void> paused = context.promise();
    if (!ended) {
      pauseTimer = context.setTimer(millis, paused::complete);
    }
    return paused.future();
  }

  public boolean hasEnded() {
    return ended;
  }

  public Future<T> future() {
    return promise.future();
  }

  @Override
  public void complete(@Nullable T value, @Nullable Throwable failure) {
    if (ended) {
      return;
    }
    ended = true;
    context.vertx().cancelTimer(timeoutTimer);
    context.vertx().cancelTimer(pauseTimer);
    context.removeCloseable(this);
    try {
      if (failure != null) {
        abort.accept(failure);
      }
    } finally {
      promise.complete(value, failure);
    }
  }

  /** Fails the call before its context is closed, and with it a worker's threads. */
  @Override
  public void close(Completable<Void> completion) {
    context.emit(
        null,
        closing -> {
          fail(closed());
          completion.succeed();
        });
  }

  private void attempt(Runnable steps) {
    try {
      steps.run();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private ClosedException closed() {
    return new ClosedException(
        RestFailures.target(request)
            + " has no answer, as the verticle or Vert.x instance that sends it is closed; send it"
            + " from one that runs");
  }
}
