package io.saigon.aws.context;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an engine that are under way. A call that waits for its next attempt has nothing
 * open that closing could break, and its timer ends with the event loop, so closing fails it here.
 */
public final class PendingCalls {
  private final Set<Promise<?>> pending = ConcurrentHashMap.newKeySet();
  private final Closeable withOwner =
      completion -> {
        close();
        completion.succeed();
      };
  private @Nullable CallerContext owner;
  private final List<Runnable> onClose = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * Closes with an owner, as Vert.x's HTTP clients do by themselves. The engine is not held by its
   * owner, so that an unused one can be collected.
   */
  public void closeWith(CallerContext owner) {
    this.owner = owner;
    if (!owner.addCloseable(withOwner)) {
      close();
    }
  }

  /** Makes a call, unless this is closed, and completes on the context. */
  public <T> Future<T> make(CallerContext context, Supplier<Future<T>> call) {
    if (closed) {
      // Without a context: that of a closed Vert.x runs nothing any more.
      return Future.failedFuture(failure());
    }
    Promise<T> promise = context.promise();
    pending.add(promise);
    call.get()
        .onComplete(
            (result, failure) -> {
              if (pending.remove(promise)) {
                promise.complete(result, failure);
              }
            });
    if (closed) {
      failAll();
    }
    return promise.future();
  }

  public boolean isClosed() {
    return closed;
  }

  /** Registers an action that runs as this closes, at once if it is closed. */
  public void onClose(Runnable action) {
    onClose.add(action);
    if (closed) {
      runOnClose();
    }
  }

  private void runOnClose() {
    for (Runnable action : List.copyOf(onClose)) {
      if (onClose.remove(action)) {
        action.run();
      }
    }
  }

  public void close() {
    closed = true;
    runOnClose();
    if (owner != null) {
      owner.removeCloseable(withOwner);
    }
    failAll();
  }

  private void failAll() {
    for (Promise<?> promise : List.copyOf(pending)) {
      if (pending.remove(promise)) {
        promise.fail(failure());
      }
    }
  }

  public static ClosedException failure() {
    return new ClosedException(
        "The HTTP engine of the AWS clients is closed, with its Saigon, VertxAws, verticle or"
            + " Vert.x; create another");
  }
}
