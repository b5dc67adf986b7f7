package io.saigon.api;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ClosedException;
import io.saigon.api.spi.SaigonContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Objects that the services of one Saigon share, and their closing. */
final class OwnedContext implements SaigonContext {
  private final Vertx vertx;
  private final SaigonOptions options;
  private final Map<Class<?>, Object> shared = new HashMap<>();
  private final Deque<Supplier<Future<Void>>> closers = new ArrayDeque<>();
  private final List<Supplier<? extends Future<?>>> warmUps = new ArrayList<>();
  private @Nullable Future<Void> closing;

  OwnedContext(Vertx vertx, SaigonOptions options) {
    this.vertx = vertx;
    this.options = options;
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public SaigonOptions options() {
    return options;
  }

  // A factory may ask for other shared things, so this lock has to be reentrant, which
  // computeIfAbsent is not.
  @Override
  public synchronized <T> T shared(Class<T> type, Supplier<? extends T> factory) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(factory, "factory");
    requireOpen();
    Object known = shared.get(type);
    if (known == null) {
      known = Objects.requireNonNull(factory.get(), () -> "A factory made no " + type.getName());
      shared.put(type, known);
    }
    return type.cast(known);
  }

  @Override
  public synchronized void onClose(Supplier<Future<Void>> close) {
    requireOpen();
    closers.push(Objects.requireNonNull(close, "close"));
  }

  @Override
  public synchronized void onWarmUp(Supplier<? extends Future<?>> warmUp) {
    requireOpen();
    warmUps.add(Objects.requireNonNull(warmUp, "warmUp"));
  }

  Future<Void> warmUp() {
    List<Supplier<? extends Future<?>>> all;
    synchronized (this) {
      if (closing != null) {
        return Future.failedFuture(closed());
      }
      all = List.copyOf(warmUps);
    }
    return Future.join(all.stream().map(Supplier::get).toList()).mapEmpty();
  }

  synchronized boolean isClosed() {
    return closing != null;
  }

  synchronized void requireOpen() {
    if (closing != null) {
      throw closed();
    }
  }

  private static ClosedException closed() {
    return new ClosedException("This Saigon is closed; create another");
  }

  Future<Void> close() {
    Promise<Void> promise = Promise.promise();
    synchronized (this) {
      if (closing != null) {
        return closing;
      }
      closing = promise.future();
    }
    closeNext(null).onComplete(promise);
    return promise.future();
  }

  // Every closer runs, whatever the ones before it did; the first failure is reported.
  private Future<Void> closeNext(@Nullable Throwable failure) {
    Supplier<Future<Void>> closer = closers.poll();
    if (closer == null) {
      return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
    }
    return Future.<Void>future(p -> closer.get().onComplete(p))
        .transform(done -> closeNext(failure == null ? done.cause() : failure));
  }
}
