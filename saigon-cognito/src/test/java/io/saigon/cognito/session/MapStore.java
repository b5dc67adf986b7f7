package io.saigon.cognito.session;

import io.saigon.api.cognito.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in this process, which counts what is written and may be out of reach. */
final class MapStore implements SessionStore {
  final Map<String, Buffer> values = new ConcurrentHashMap<>();
  final AtomicInteger writes = new AtomicInteger();
  volatile boolean reachable = true;

  @Override
  public Future<Buffer> get(String key) {
    return reachable ? Future.succeededFuture(values.get(key)) : away();
  }

  @Override
  public Future<Boolean> compareAndSet(String key, Buffer expected, Buffer next) {
    if (!reachable) {
      return away();
    }
    boolean[] written = new boolean[1];
    values.compute(
        key,
        (k, current) -> {
          written[0] = Objects.equals(current, expected);
          return written[0] ? next : current;
        });
    if (written[0]) {
      writes.incrementAndGet();
    }
    return Future.succeededFuture(written[0]);
  }

  private static <T> Future<T> away() {
    return Future.failedFuture("The store is away");
  }
}
