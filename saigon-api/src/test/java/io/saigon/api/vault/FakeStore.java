package io.saigon.api.vault;

import io.saigon.api.error.NotFoundException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store in memory whose answers a test can delay or make fail. */
final class FakeStore implements SecretSource {
  final Map<String, SecretValue> values = new ConcurrentHashMap<>();
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** Answers that precede the stored values. */
  final Queue<SecretValue> answers = new ConcurrentLinkedQueue<>();

  volatile @Nullable Throwable failure;
  volatile @Nullable Throwable batchFailure;
  volatile Future<Void> gate = Future.succeededFuture();
  volatile int batchSize = 1;

  FakeStore put(String key, String text, String version) {
    values.put(key, SecretValue.ofText(SecretId.of(key), text, version));
    return this;
  }

  FakeStore put(String key, Buffer content) {
    values.put(key, new SecretValue(SecretId.of(key), content, null));
    return this;
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    calls.add(id.toString());
    return gate.compose(v -> answer(id));
  }

  private Future<SecretValue> answer(SecretId id) {
    Throwable fails = failure;
    if (fails != null) {
      return Future.failedFuture(fails);
    }
    SecretValue first = answers.poll();
    SecretValue value = first != null ? first : values.get(id.key());
    return value != null
        ? Future.succeededFuture(value)
        : Future.failedFuture(new NotFoundException("There is no secret " + id, null, null));
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public Future<Map<SecretId, SecretValue>> fetchAll(List<SecretId> ids) {
    calls.add(ids.toString());
    Throwable fails = failure != null ? failure : batchFailure;
    if (fails != null) {
      return Future.failedFuture(fails);
    }
    Map<SecretId, SecretValue> found = new ConcurrentHashMap<>();
    for (SecretId id : ids) {
      SecretValue value = values.get(id.key());
      if (value != null) {
        found.put(id, value);
      }
    }
    return Future.succeededFuture(found);
  }
}
