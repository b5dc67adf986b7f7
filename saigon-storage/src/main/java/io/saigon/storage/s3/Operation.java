package io.saigon.storage.s3;

import io.saigon.api.call.CallScope;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.RejectedExecutionException;

/**
 * A use of the storage, cancelled by the close of the storage, of the caller's verticle or of
 * Vert.x.
 */
public final class Operation implements Closeable {
  private final Operations operations;
  private final S3Calls calls;
  private final Promise<Void> ended = Promise.promise();

  Operation(Operations operations, S3Calls calls) {
    this.operations = operations;
    this.calls = calls;
  }

  public S3Calls calls() {
    return calls;
  }

  /** Cancels it when the verticle or Vert.x closes, and at once if that is closed. */
  void watch() {
    if (!calls.context().addCloseable(this)) {
      calls.cancellation().cancel(closed());
    }
  }

  /** Ends it, after the cleanup. */
  public void end() {
    operations.remove(this);
    calls.context().removeCloseable(this);
    ended.tryComplete();
  }

  /** Cancels it for its caller; the result completes with its end. */
  Future<Void> cancel() {
    calls.cancellation().cancel(CallScope.failure());
    return ended.future();
  }

  /** Cancels it; the result completes with its end. */
  Future<Void> close() {
    calls.cancellation().cancel(closed());
    return ended.future();
  }

  @Override
  public void close(Completable<Void> completion) {
    close().onComplete(completion);
  }

  /** Returns the failure that the caller gets for one that happened. */
  public Throwable failure(Throwable cause) {
    Throwable cancelled = calls.cancellation().cause();
    if (cancelled != null) {
      return cancelled;
    }
    // The HTTP client and the workers may be closed before this is cancelled.
    boolean closing =
        cause instanceof RejectedExecutionException
            || (!isAnswer(cause) && operations.isClosedFor(calls.context()));
    return closing ? closed() : cause;
  }

  private static boolean isAnswer(Throwable cause) {
    return cause instanceof SaigonException known
        && !(known instanceof TransportException)
        && !(known instanceof ServiceException && known.serviceError() == null);
  }

  static ClosedException closed() {
    return new ClosedException(
        "The storage, or the verticle that uses it, is closed; use one of a Saigon that is open");
  }
}
