package io.saigon.rest.vertx;

import io.saigon.api.ClosedException;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Result of a call on its caller's context. It comes once, whatever becomes of the call's steps,
 * and at the latest when the verticle or Vert.x instance that the caller belongs to is closed; then
 * no timer of the call is left. All but {@link #begin} runs on the context.
 */
final class CallResult<T> implements Closeable, Completable<T> {
  private static final long NONE = -1;

  private final ContextInternal context;
  private final RestRequest request;
  private final Promise<T> promise;
  private Consumer<Throwable> abort = failure -> {};
  private long bound = NONE;
  private long pause = NONE;
  private boolean ended;

  CallResult(ContextInternal context, RestRequest request) {
    this.context = context;
    this.request = request;
    this.promise = context.promise();
  }

  /** Takes the first steps on the context; none if the context is closed. */
  Future<T> begin(Runnable steps) {
    if (!context.closeFuture().add(this)) {
      // Nothing runs on contexts of a closed Vert.x instance, handlers of futures included.
      return context.owner().closeFuture().isClosed()
          ? Future.failedFuture(closed())
          : context.failedFuture(closed());
    }
    context.emit(begun -> attempt(steps));
    return promise.future();
  }

  /** Sets what gives up the steps under way before the result is a failure. */
  void onFailure(Consumer<Throwable> abort) {
    this.abort = abort;
  }

  /** Fails if there is no other result by then. */
  void failAfter(long millis, Supplier<? extends Throwable> failure) {
    if (!ended) {
      bound = context.setTimer(millis, id -> attempt(() -> fail(failure.get())));
    }
  }

  /** Completes after a time, unless the result comes before. */
  Future<Void> pause(long millis) {
    Promise<Void> over = context.promise();
    if (!ended) {
      pause = context.setTimer(millis, id -> over.complete());
    }
    return over.future();
  }

  boolean hasEnded() {
    return ended;
  }

  Future<T> future() {
    return promise.future();
  }

  @Override
  public void complete(@Nullable T value, @Nullable Throwable failure) {
    if (ended) {
      return;
    }
    ended = true;
    context.owner().cancelTimer(bound);
    context.owner().cancelTimer(pause);
    context.removeCloseHook(this);
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
        RestAnswers.what(request)
            + " has no answer, as the verticle or Vert.x instance that sends it is closed; send it"
            + " from one that runs");
  }
}
