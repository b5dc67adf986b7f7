package io.saigon.api.vault;

import io.saigon.api.AccessDeniedException;
import io.saigon.api.NotFoundException;
import io.saigon.api.TransportException;
import io.vertx.core.Future;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One secret's life in the cache. {@link #hit} and {@link #hide} may be called by any thread, the
 * rest only on the vault's context. A hit reads no clock: a timer takes away what is too old.
 */
final class CachedSecret {
  private static final long MAX_BACKOFF_MS = 30_000;

  private final SecretId id;
  private final CacheTime time;
  private final SecretDecoder decoder;
  private final Fetches fetches;
  private final Changes changes;
  private final Consumer<CachedSecret> onDrop;
  private final long ttlMs;
  private final long servedMs;
  private final long negativeMs;
  private final AtomicInteger hidden = new AtomicInteger();

  private volatile @Nullable Decoded decoded;
  // Not volatile: losing a mark only means one refresh less.
  private boolean used;

  private @Nullable SecretValue value;
  private @Nullable SecretValue lastSeen;
  private @Nullable Throwable refusal;
  private @Nullable Future<SecretValue> fetching;
  private boolean tellOthers = true;
  private long fetchedAt;
  private int failures;
  private final List<CachedRef<?>> refs = new ArrayList<>();
  private long timer = -1;

  CachedSecret(
      SecretId id,
      CacheTime time,
      SecretVaultOptions options,
      SecretDecoder decoder,
      Fetches fetches,
      Changes changes,
      Consumer<CachedSecret> onDrop) {
    this.id = id;
    this.time = time;
    this.decoder = decoder;
    this.fetches = fetches;
    this.changes = changes;
    this.onDrop = onDrop;
    this.ttlMs = options.ttl().toMillis();
    this.servedMs = options.ttl().plus(options.maxStale()).toMillis();
    this.negativeMs = options.negativeTtl().toMillis();
  }

  SecretId id() {
    return id;
  }

  boolean isVersion(@Nullable String version) {
    return version != null && value != null && version.equals(value.version());
  }

  @Nullable Future<?> hit(Type model) {
    Future<?> found = Decoded.find(decoded, model);
    if (found != null && !used) {
      used = true;
    }
    return found;
  }

  Future<?> load(Type model) {
    if (value != null) {
      return hitOrDecode(model, value);
    }
    return refusal != null
        ? Future.failedFuture(refusal)
        : fetch().compose(fetched -> hitOrDecode(model, fetched));
  }

  private Future<?> hitOrDecode(Type model, SecretValue fetched) {
    if (value == null) {
      // Forgotten while it was being fetched: good for who waited, not for who comes later.
      return decoder.decoded(fetched, model);
    }
    Future<?> known = hit(model);
    if (known != null) {
      return known;
    }
    used = true;
    Decoded first = Decoded.of(model, decoder.decoded(value, model), decoded);
    decoded = first;
    return Objects.requireNonNull(Decoded.find(first, model));
  }

  /** Keeps the secret fresh for a handle, and the handle up to date. */
  void hold(CachedRef<?> ref) {
    refs.add(ref);
    if (value != null) {
      ref.set(value, fetchedAt);
    }
  }

  void release(CachedRef<?> ref) {
    refs.remove(ref);
  }

  /** Fetches anew, after what is being fetched now. */
  Future<SecretValue> refresh(boolean tell) {
    Future<SecretValue> before = fetching;
    if (before != null) {
      return before.transform(done -> fetching == null ? refresh(tell) : fetching);
    }
    tellOthers = tell;
    return fetch();
  }

  private Future<SecretValue> fetch() {
    if (fetching != null) {
      return fetching;
    }
    int hiddenBefore = hidden.get();
    Future<SecretValue> fetch = fetches.fetch(id);
    fetching = fetch;
    if (fetch.isComplete()) {
      fetched(fetch, hiddenBefore);
      return fetch;
    }
    return fetch.andThen(done -> fetched(fetch, hiddenBefore));
  }

  private void fetched(Future<SecretValue> fetch, int hiddenBefore) {
    if (fetching != fetch) {
      return;
    }
    fetching = null;
    boolean tell = tellOthers;
    tellOthers = true;
    if (fetch.failed()) {
      failed(fetch.cause());
    } else if (hidden.get() == hiddenBefore) {
      succeeded(fetch.result(), tell);
    }
  }

  private void succeeded(SecretValue fetched, boolean tell) {
    SecretValue before = lastSeen;
    refusal = null;
    failures = 0;
    fetchedAt = time.nanoTime();
    lastSeen = fetched;
    value = fetched;
    decoded = decodedAgain(decoded, fetched);
    refs.forEach(ref -> ref.set(fetched, fetchedAt));
    used = false;
    schedule((long) (ttlMs * (0.75 + 0.2 * ThreadLocalRandom.current().nextDouble())));
    boolean current = id.version() == null && id.stage() == null;
    if (current && before != null && differs(before, fetched)) {
      changes.tell(new SecretChange(changes.vault(), id.key(), fetched.version()), tell);
    }
  }

  private @Nullable Decoded decodedAgain(@Nullable Decoded before, SecretValue fetched) {
    return before == null
        ? null
        : Decoded.of(
            before.model(),
            decoder.decoded(fetched, before.model()),
            decodedAgain(before.next(), fetched));
  }

  private static boolean differs(SecretValue before, SecretValue now) {
    return !Objects.equals(before.version(), now.version())
        || !before.content().equals(now.content());
  }

  private void failed(Throwable failure) {
    boolean gone = failure instanceof NotFoundException;
    boolean refused = failure instanceof AccessDeniedException;
    long bound = gone ? 0 : refused ? ttlMs : servedMs;
    if (value != null && age() < bound) {
      long backoff = Math.min(MAX_BACKOFF_MS, 1_000L << Math.min(failures++, 5));
      long jittered = (long) (backoff * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble()));
      schedule(Math.min(jittered, bound - age()));
      used = true;
      return;
    }
    value = null;
    decoded = null;
    refs.forEach(ref -> ref.fail(failure));
    if (gone || refused) {
      refusal = failure;
      schedule(negativeMs);
    } else {
      schedule(refs.isEmpty() ? ttlMs : Math.min(ttlMs, MAX_BACKOFF_MS));
    }
  }

  private void tick() {
    timer = -1;
    refusal = null;
    if (value != null && age() >= servedMs) {
      value = null;
      decoded = null;
      refs.forEach(ref -> ref.fail(tooOld()));
    }
    if (value == null && refs.isEmpty()) {
      dropUnlessFetching();
    } else if (used || !refs.isEmpty()) {
      used = false;
      // Takes the value away in time should the fetch not end.
      schedule(value == null ? ttlMs : servedMs - age());
      fetch();
    } else if (age() >= ttlMs) {
      drop();
    } else {
      schedule(ttlMs - age());
    }
  }

  private TransportException tooOld() {
    return new TransportException(
        "Secret %s could not be fetched for %d ms; check that vault %s can be reached"
            .formatted(id, age(), changes.vault()),
        null);
  }

  private void dropUnlessFetching() {
    if (fetching == null) {
      drop();
    }
  }

  private long age() {
    return TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - fetchedAt);
  }

  private void schedule(long ms) {
    cancel();
    timer = time.after(Math.max(1, ms), this::tick);
  }

  private void cancel() {
    if (timer != -1) {
      time.cancel(timer);
      timer = -1;
    }
  }

  /** Makes every reader miss, at once. */
  void hide() {
    hidden.incrementAndGet();
    decoded = null;
  }

  /** Forgets the value, but not which one it was, so that a change is still noticed. */
  void forget() {
    decoded = null;
    value = null;
    refusal = null;
    fetching = null;
    // A handle does not wait for a reader.
    schedule(refs.isEmpty() ? ttlMs : 1);
  }

  void drop() {
    cancel();
    forgetAll();
    onDrop.accept(this);
  }

  private void forgetAll() {
    decoded = null;
    value = null;
    fetching = null;
  }
}
