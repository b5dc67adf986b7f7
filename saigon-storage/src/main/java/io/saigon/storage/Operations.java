package io.saigon.storage;

import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** The operations of a storage that are under way until they end or it closes. Thread-safe. */
final class Operations {
  private final VertxInternal vertx;
  private final AwsService<S3AsyncClient> s3;
  private final Set<Operation> underWay = new HashSet<>();
  private boolean closed;

  Operations(Vertx vertx, AwsService<S3AsyncClient> s3) {
    this.vertx = (VertxInternal) vertx;
    this.s3 = s3;
  }

  /** Returns the caller's context. */
  ContextInternal context() {
    return vertx.getOrCreateContext();
  }

  /** Begins an operation, which is aborted already if the storage is closed. */
  Operation begin(ContextInternal context) {
    Operation operation = new Operation(this, new S3Calls(s3, context, new Abort()));
    boolean open;
    synchronized (this) {
      open = !closed;
      if (open) {
        underWay.add(operation);
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
   * @param cancelOn aborts it, or null
   * @param work makes what an abort leaves of it go before its result completes
   */
  <T> Future<T> run(
      ContextInternal context, @Nullable Future<?> cancelOn, Function<S3Calls, Future<T>> work) {
    Operation operation = begin(context);
    if (cancelOn != null) {
      operation.calls().abort().cancelOn(cancelOn);
    }
    return run(operation, work);
  }

  /**
   * Runs an operation that makes nothing on this machine: the close of the storage fails it at
   * once, whatever it has to undo elsewhere.
   */
  <T> Future<T> call(ContextInternal context, Function<S3Calls, Future<T>> work) {
    Operation operation = begin(context);
    Future<T> result = run(operation, work);
    return result.isComplete()
        ? result
        : operation.calls().abort().race(context, result, late -> {});
  }

  private <T> Future<T> run(Operation operation, Function<S3Calls, Future<T>> work) {
    if (vertx.closeFuture().isClosed()) {
      // Of no context: its event loop may have ended, and then nobody would hear of the failure.
      operation.end();
      return Future.failedFuture(Operation.closed());
    }
    Promise<T> result = operation.calls().context().promise();
    start(operation, work)
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
    Throwable stopped = operation.calls().abort().cause();
    if (stopped != null) {
      return Future.failedFuture(stopped);
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
    underWay.remove(operation);
  }

  boolean isClosedFor(ContextInternal context) {
    synchronized (this) {
      if (closed) {
        return true;
      }
    }
    return context.closeFuture().isClosed() || vertx.closeFuture().isClosed();
  }

  /** Aborts all; completes when what they made is in order again. Closing twice is harmless. */
  Future<Void> close() {
    List<Operation> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(underWay);
    }
    return Future.join(all.stream().map(Operation::close).toList()).mapEmpty();
  }
}
