package io.saigon.api.vault;

import io.saigon.api.AccessDeniedException;
import io.saigon.api.ServiceException;
import io.saigon.api.ThrottledException;
import io.saigon.api.TransportException;
import io.saigon.api.spi.SecretSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Merges what is asked for at the same time into calls for several secrets. */
final class Fetches {
  private final ContextInternal context;
  private final String vault;
  private final SecretSource source;
  private final Duration timeout;
  private final Map<SecretId, Promise<SecretValue>> waiting = new LinkedHashMap<>();
  private int batchSize;

  Fetches(ContextInternal context, String vault, SecretSource source, Duration timeout) {
    this.context = context;
    this.vault = vault;
    this.source = source;
    this.timeout = timeout;
    this.batchSize = source.batchSize();
  }

  /** Must be called on the context; completes there. */
  Future<SecretValue> fetch(SecretId id) {
    if (batchSize < 2) {
      return one(id);
    }
    if (waiting.isEmpty()) {
      context.runOnContext(v -> flush());
    }
    return waiting.computeIfAbsent(id, i -> context.promise()).future();
  }

  private void flush() {
    Map<SecretId, Promise<SecretValue>> batch = new LinkedHashMap<>();
    Map<SecretId, Promise<SecretValue>> all = new LinkedHashMap<>(waiting);
    waiting.clear();
    all.forEach(
        (id, promise) -> {
          batch.put(id, promise);
          if (batch.size() >= batchSize) {
            fetchAll(new LinkedHashMap<>(batch));
            batch.clear();
          }
        });
    fetchAll(batch);
  }

  private void fetchAll(Map<SecretId, Promise<SecretValue>> batch) {
    if (batch.size() < 2) {
      fetchSingly(batch);
      return;
    }
    List<SecretId> ids = List.copyOf(batch.keySet());
    bounded(Future.<Map<SecretId, SecretValue>>future(p -> source.fetchAll(ids).onComplete(p)), ids)
        .onComplete(
            values -> {
              values.forEach((id, value) -> complete(batch.remove(id), value));
              fetchSingly(batch);
            },
            failure -> {
              if (failure instanceof AccessDeniedException) {
                // Reading several at once is a permission of its own, and reading one will do.
                batchSize = 1;
              }
              if (isTrouble(failure)) {
                batch.values().forEach(p -> p.fail(failure));
              } else {
                // One that the store refuses, such as a malformed key, must not fail the others.
                fetchSingly(batch);
              }
            });
  }

  /** Asking again at once would make it worse, and is no use. */
  private static boolean isTrouble(Throwable failure) {
    return failure instanceof ThrottledException
        || failure instanceof TransportException
        || (failure instanceof ServiceException said
            && said.serviceError() != null
            && said.serviceError().statusCode() >= 500);
  }

  private static void complete(@Nullable Promise<SecretValue> promise, SecretValue value) {
    if (promise != null) {
      promise.complete(value);
    }
  }

  private void fetchSingly(Map<SecretId, Promise<SecretValue>> batch) {
    batch.forEach((id, promise) -> one(id).onComplete(promise));
  }

  private Future<SecretValue> one(SecretId id) {
    return bounded(Future.future(p -> source.fetch(id).onComplete(p)), id);
  }

  private <T> Future<T> bounded(Future<T> fetched, Object what) {
    Promise<T> here = context.promise();
    fetched
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure ->
                Future.failedFuture(failure instanceof TimeoutException ? late(what) : failure))
        .onComplete(here);
    return here.future();
  }

  private TransportException late(Object what) {
    return new TransportException(
        "Vault %s gave no answer for %s within %d ms; check that it can be reached"
            .formatted(vault, what, timeout.toMillis()),
        null);
  }
}
