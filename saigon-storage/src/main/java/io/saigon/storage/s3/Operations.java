package io.saigon.storage.s3;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.saigon.aws.AwsService;
import io.saigon.storage.io.Cancellation;
import io.saigon.storage.io.TransferCount;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** The operations of a storage that have not ended. Thread-safe. */
public final class Operations {
  private final Vertx vertx;
  private final AwsService<S3AsyncClient> s3;
  private final Set<Operation> active = new HashSet<>();
  private boolean closed;

  public Operations(Vertx vertx, AwsService<S3AsyncClient> s3) {
    this.vertx = vertx;
    this.s3 = s3;
  }

  /** Returns the caller's context. */
  public CallerContext context() {
    return CallerContext.current(vertx);
  }

  /** Begins an operation, which is cancelled already if the storage is closed. */
  public Operation begin(CallerContext context) {
    Operation operation =
        new Operation(this, new S3Calls(s3, context, new Cancellation(), new TransferCount()));
    boolean open;
    synchronized (this) {
      open = !closed;
      if (open) {
        active.add(operation);
      }
    }
    if (open) {
      operation.watch();
    } else {
      operation.close();
    }
    return operation;
  }

  /**
   * Runs an operation on a context.
   *
   * @param cancelOn cancels it, or null
   * @param work cleans up after a cancellation before its result completes
   */
  public <T> Future<T> run(
      CallerContext context, @Nullable Future<?> cancelOn, Function<S3Calls, Future<T>> work) {
    return run(begin(context, cancelOn), work);
  }

  private Operation begin(CallerContext context, @Nullable Future<?> cancelOn) {
    Operation operation = begin(context);
    if (cancelOn != null) {
      operation.calls().cancellation().cancelOn(cancelOn);
    }
    return operation;
  }

  /**
   * Runs an operation that leaves nothing on this machine: the close of the storage fails it at
   * once, even if S3 has something to undo.
   */
  public <T> Future<T> call(CallerContext context, Function<S3Calls, Future<T>> work) {
    return call(context, null, work);
  }

  /**
   * Runs such an operation.
   *
   * @param cancelOn cancels it, or null
   */
  public <T> Future<T> call(
      CallerContext context, @Nullable Future<?> cancelOn, Function<S3Calls, Future<T>> work) {
    Operation operation = begin(context, cancelOn);
    Future<T> result = run(operation, work);
    return result.isComplete()
        ? result
        : operation.calls().cancellation().race(context, result, late -> {});
  }

  private <T> Future<T> run(Operation operation, Function<S3Calls, Future<T>> work) {
    if (operation.calls().context().isVertxClosed()) {
      // Of no context: its event loop may have ended, and would never complete the future.
      operation.end();
      return Future.failedFuture(Operation.closed());
    }
    Promise<T> result = operation.calls().context().promise();
    CallScope scope = CallScope.current();
    if (scope != null) {
      scope.add(result.future(), operation::cancel);
    }
    // Its own calls are cancelled with it, but for those that undo others.
    CallScope.outside(() -> start(operation, work))
        .onComplete(
            (done, failure) -> {
              operation.end();
              if (failure == null) {
                result.complete(done);
              } else {
                result.fail(operation.failure(failure));
              }
            });
    return result.future();
  }

  private static <T> Future<T> start(Operation operation, Function<S3Calls, Future<T>> work) {
    Throwable cancelled = operation.calls().cancellation().cause();
    if (cancelled != null) {
      return Future.failedFuture(cancelled);
    }
    try {
      return work.apply(operation.calls());
    } catch (RejectedExecutionException e) {
      return Future.failedFuture(e);
    } catch (RuntimeException e) {
      operation.end();
      throw e;
    }
  }

  synchronized void remove(Operation operation) {
    active.remove(operation);
  }

  boolean isClosedFor(CallerContext context) {
    synchronized (this) {
      if (closed) {
        return true;
      }
    }
    return context.isClosed();
  }

  /** Cancels all; completes when they have cleaned up. Closing twice is harmless. */
  public Future<Void> close() {
    List<Operation> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(active);
    }
    return Future.join(all.stream().map(Operation::close).toList()).mapEmpty();
  }
}
