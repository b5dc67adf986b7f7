package io.saigon.api.vault;

import io.saigon.api.call.Trace;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.observability.Results;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the source: several secrets in one where it can, so many calls at a time, and each
 * secret within its time, that of waiting for a call included. Used on the vault's context only.
 */
final class FetchBatcher {
  private static final long BATCH_AGAIN_MS = 300_000;
  private static final int MAX_OPEN = 10_000;

  private static final class Waiting {
    private final SecretId id;
    private final @Nullable SecretValue leased;
    private final Promise<SecretValue> promise;
    private final @Nullable Trace trace;
    private long timer = -1;
    private boolean alone;
    private @Nullable Set<Waiting> call;

    Waiting(
        SecretId id,
        @Nullable SecretValue leased,
        Promise<SecretValue> promise,
        @Nullable Trace trace) {
      this.trace = trace;
      this.id = id;
      this.leased = leased;
      this.alone = leased != null;
      this.promise = promise;
    }
  }

  private final CallerContext context;
  private final CacheTime time;
  private final FetchFailures failures;
  private final SecretSource source;
  private final SecretVaultOptions options;
  private final Leases leases;
  private final Set<Waiting> open = new LinkedHashSet<>();
  private final Queue<Waiting> queue = new ArrayDeque<>();
  private int calls;
  private boolean flushing;
  private boolean dispatching;
  private long singlyUntil = Long.MIN_VALUE;
  private @Nullable ClosedException closed;
  // Of the reader whose read is being started.
  private @Nullable Trace reader;

  FetchBatcher(
      CallerContext context,
      CacheTime time,
      String vault,
      SecretSource source,
      SecretVaultOptions options,
      Leases leases) {
    this.context = context;
    this.time = time;
    this.failures = new FetchFailures(vault, options.fetchTimeout());
    this.source = source;
    this.options = options;
    this.leases = leases;
  }

  /** Starts a read, whose fetch belongs to the trace of the reader. */
  <T> Future<T> traced(Trace trace, Supplier<Future<T>> read) {
    reader = trace;
    try {
      return read.get();
    } finally {
      reader = null;
    }
  }

  /** Completes on the context; fails with a {@link SaigonException} only. */
  Future<SecretValue> fetch(SecretId id) {
    return add(id, null);
  }

  /** Renews the lease of a value; completes and fails as a fetch does. */
  Future<SecretValue> renew(SecretValue leased) {
    return add(leased.id(), leased);
  }

  private Future<SecretValue> add(SecretId id, @Nullable SecretValue leased) {
    if (closed != null) {
      return Future.failedFuture(closed);
    }
    if (open.size() >= MAX_OPEN) {
      return Future.failedFuture(failures.tooMany(open.size()));
    }
    Waiting fetch = new Waiting(id, leased, context.promise(), reader);
    open.add(fetch);
    queue.add(fetch);
    if (batchSize() < 2) {
      dispatch();
    } else if (!flushing) {
      // Later in this turn of the event loop, so that simultaneous requests are fetched together.
      flushing = true;
      context.runLater(this::flush);
    }
    if (open.contains(fetch)) {
      fetch.timer =
          time.after(options.fetchTimeout().toMillis(), () -> finish(fetch, failures.timedOut(id)));
    }
    return fetch.promise.future();
  }

  private int batchSize() {
    return time.millis() < singlyUntil ? 1 : source.batchSize();
  }

  private void flush() {
    flushing = false;
    dispatch();
  }

  private void dispatch() {
    if (dispatching) {
      // A source that answers at once would nest call in call.
      return;
    }
    dispatching = true;
    Waiting next = next(false);
    while (next != null) {
      start(call(next));
      next = next(false);
    }
    dispatching = false;
  }

  private @Nullable Waiting next(boolean toBatch) {
    while (!queue.isEmpty() && !open.contains(queue.element())) {
      queue.remove();
    }
    if (queue.isEmpty() || calls >= options.maxConcurrentFetches()) {
      return null;
    }
    return toBatch && queue.element().alone ? null : queue.remove();
  }

  private Set<Waiting> call(Waiting first) {
    Set<Waiting> call = new LinkedHashSet<>();
    int size = first.alone ? 1 : batchSize();
    Waiting next = first;
    while (next != null) {
      next.call = call;
      call.add(next);
      next = call.size() < size ? next(true) : null;
    }
    return call;
  }

  private void start(Set<Waiting> call) {
    calls++;
    List<Waiting> all = List.copyOf(call);
    if (all.size() == 1) {
      Waiting one = all.get(0);
      SecretValue leased = one.leased;
      callSource(
          one.trace,
          () -> leased == null ? source.fetch(one.id) : source.renew(leased),
          (value, failure) -> fetched(one, value, failure));
    } else {
      List<SecretId> ids = all.stream().map(fetch -> fetch.id).toList();
      callSource(
          all.get(0).trace,
          () -> source.fetchAll(ids),
          (values, failure) -> fetchedAll(all, values, failure));
    }
  }

  /** Calls the source, which may complete on any thread or throw. */
  private <T> void callSource(
      @Nullable Trace trace, Supplier<Future<T>> call, Completable<T> handler) {
    Future<T> called =
        trace == null
            ? Future.future(p -> call.get().onComplete(p))
            : trace.on(context, "saigon.vault.fetch", call);
    context.complete(called).onComplete(handler);
  }

  private void fetched(Waiting fetch, @Nullable SecretValue value, @Nullable Throwable failure) {
    if (failure != null) {
      finish(fetch, failures.known(fetch.id, failure));
      return;
    }
    if (value == null) {
      finish(fetch, failures.unusable(fetch.id, "gave null for it instead of a failure"));
    } else if (value.isExpired(time.now())) {
      finish(
          fetch, failures.unusable(fetch.id, "gave a value that expired at " + value.expiresAt()));
    } else {
      leases.granted(value);
      if (open.remove(fetch)) {
        fetch.promise.complete(value);
        ended(fetch);
      } else if (fetch.leased == null) {
        leases.abandon(value);
      }
    }
  }

  private void fetchedAll(
      List<Waiting> call,
      @Nullable Map<SecretId, SecretValue> values,
      @Nullable Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      // Reading several at once is a permission of its own, and reading one will do.
      singlyUntil = time.millis() + BATCH_AGAIN_MS;
    }
    for (Waiting fetch : call) {
      SecretValue value = values == null ? null : values.get(fetch.id);
      if (value != null || (failure != null && Results.isOutage(failure))) {
        fetched(fetch, value, failure);
      } else if (open.contains(fetch)) {
        // One that the store refuses, such as a malformed key, must not fail the others.
        fetch.alone = true;
        queue.add(fetch);
        leaveCall(fetch);
      }
    }
    dispatch();
  }

  private void finish(Waiting fetch, SaigonException failure) {
    if (open.remove(fetch)) {
      fetch.promise.fail(failure);
      ended(fetch);
    }
  }

  private void ended(Waiting fetch) {
    if (fetch.timer != -1) {
      time.cancel(fetch.timer);
    }
    leaveCall(fetch);
    dispatch();
  }

  /** A call whose secrets were all given up counts no longer, though its answer may still come. */
  private void leaveCall(Waiting fetch) {
    Set<Waiting> call = fetch.call;
    fetch.call = null;
    if (call != null && call.remove(fetch) && call.isEmpty()) {
      calls--;
    }
  }

  void close(ClosedException failure) {
    closed = failure;
    queue.clear();
    List.copyOf(open).forEach(fetch -> finish(fetch, failure));
  }
}
