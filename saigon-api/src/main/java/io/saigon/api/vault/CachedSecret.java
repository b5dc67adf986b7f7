package io.saigon.api.vault;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.vertx.core.Future;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A secret in the cache, from its first fetch through its refreshes to its eviction. A hit reads no
 * clock: a timer removes values that are too old.
 */
final class CachedSecret extends ServedSecret implements SerialFetches.Owner {
  private static final long NEVER = Alarm.NEVER;
  private static final long MAX_PAUSE_MS = 10_000;
  private static final long MAX_STALE_PAUSE_MS = 30_000;
  private static final long MAX_MISFIT_PAUSE_MS = 5_000;

  private final SecretId id;
  private final VaultParts parts;
  private final CacheTime time;
  private final long ttl;
  private final Backoff backoff;
  private final SerialFetches fetches;
  private final Alarm alarm;
  private final AnnouncedChange announced = new AnnouncedChange();

  private @Nullable Fetched lastSeen;
  // Of the last fetch; null if it brought what fits every model.
  private @Nullable SaigonException failure;
  private long usedAt;
  private long refreshAt = NEVER;
  private boolean evicted;

  CachedSecret(SecretId id, VaultParts parts) {
    super(parts.decoder(), parts.time());
    this.id = id;
    this.parts = parts;
    this.time = parts.time();
    this.ttl = parts.lifetimes().ttl();
    this.backoff = new Backoff(time);
    this.fetches = new SerialFetches(id, parts, backoff, this);
    this.alarm = new Alarm(time, this::tick);
  }

  SecretId id() {
    return id;
  }

  Future<?> load(Type model) {
    Fetched known = current();
    parts.monitor().read(known != null && !known.isOver(time));
    return decoded(model).compose(Decoded::handedOut);
  }

  private Future<Decoded> decoded(Type model) {
    usedAt = time.millis();
    Fetched current = current();
    if (current != null && current.isOver(time)) {
      giveUp(ExpiredSecrets.outOfDate(current, parts, failure));
      current = null;
    }
    return current != null
        ? Future.succeededFuture(decodedFrom(current, model))
        : fetches
            .join()
            .map(arrived -> decodedFrom(arrived, model))
            .recover(e -> Future.failedFuture(ExpiredSecrets.ofReader(lastSeen, parts, e)));
  }

  private Decoded decodedFrom(Fetched value, Type model) {
    Decoded decoded = decode(model, value);
    if (decoded.result().failed() && failure == null && current() != null) {
      retry((SaigonException) decoded.result().cause());
      arm();
    }
    return decoded;
  }

  private void retry(SaigonException mappingFailure) {
    failure = mappingFailure;
    refreshAt = Math.min(refreshAt, time.millis() + backoff.next(MAX_MISFIT_PAUSE_MS));
  }

  /** Keeps the secret fresh for a handle, and the handle up to date. */
  Future<?> hold(CachedRef<?> ref) {
    add(ref);
    parts.cache().held(this);
    return decoded(ref.model())
        // Invalidated while it was fetched: what follows is worth waiting for.
        .compose(d -> current() == null ? decoded(ref.model()) : Future.succeededFuture(d))
        .compose(
            d -> {
              ref.set(d);
              return d.result();
            })
        .onFailure(e -> release(ref));
  }

  void release(CachedRef<?> ref) {
    if (remove(ref) && !evicted) {
      parts.cache().released(this);
    }
  }

  /** Fetches anew, after what is being fetched now. */
  Future<?> refresh(boolean announces) {
    Future<?> fetch = fetches.anew(announces);
    if (current() != null || isHeld()) {
      retryAfterPause();
    }
    arm();
    return fetch;
  }

  private void retryAfterPause() {
    if (backoff.reason() != null) {
      refreshAt = Math.min(refreshAt, backoff.until());
    }
  }

  /** Fetches a value that was announced as new, at once but not too often. */
  void changed(@Nullable String version) {
    Fetched known = current();
    boolean isKnown = version != null && known != null && version.equals(known.value().version());
    if (!isKnown) {
      announced.add();
      fetchChanged();
      arm();
    }
  }

  private void fetchChanged() {
    if (announced.take(time.millis())) {
      // The vault that found the change has announced it already.
      refresh(false);
    }
  }

  @Override
  public int invalidations() {
    return invalidationCount();
  }

  @Override
  public void arrived(Fetched arrived, int invalidationsBefore, boolean announces) {
    refreshAt = arrived.at() + ttl;
    if (evicted || invalidationCount() != invalidationsBefore) {
      return;
    }
    Fetched before = lastSeen;
    lastSeen = arrived;
    served(arrived, serve(arrived, invalidationsBefore, arrived.at()));
    boolean isCurrentState = id.version() == null && id.stage() == null;
    if (isCurrentState && before != null && differs(before.value(), arrived.value())) {
      SecretChange change = new SecretChange(parts.vault(), id.key(), arrived.value().version());
      parts.monitor().changed(id);
      parts.changeBus().announce(change, announces);
      parts.cache().above(id.key()).forEach(path -> path.changed(null));
    }
  }

  private void served(Fetched value, @Nullable SaigonException mappingFailure) {
    if (mappingFailure != null) {
      retry(mappingFailure);
      parts.outages().failed(id, mappingFailure, isServed());
    } else {
      failure = null;
      backoff.succeeded();
      parts.outages().recovered(id);
      refreshAt = parts.lifetimes().renewal(value);
    }
  }

  private static boolean differs(SecretValue before, SecretValue now) {
    return !Objects.equals(before.version(), now.version())
        || !before.content().equals(now.content());
  }

  @Override
  public void failed(SaigonException reason) {
    if (evicted) {
      return;
    }
    failure = reason;
    Fetched known = current();
    if (known != null && reason instanceof AccessDeniedException) {
      serveUntil(freshUntil(known));
      known = current();
    }
    long now = time.millis();
    long servedMs = known == null || reason instanceof NotFoundException ? 0 : known.until() - now;
    boolean served = servedMs > 0;
    refreshAt = now + (served ? pause(stalePause(servedMs), reason) : pauseUnserved(reason));
    // Who reads a secret for the first time is given the failure; others are served in silence.
    if (lastSeen != null) {
      parts.outages().failed(id, reason, served);
    }
  }

  // Not far beyond the time when readers have nothing else any more.
  private static long stalePause(long servedMs) {
    return Math.max(MAX_PAUSE_MS, Math.min(MAX_STALE_PAUSE_MS, servedMs));
  }

  private long pause(long maxMs, SaigonException reason) {
    long pause = backoff.next(maxMs);
    backoff.pause(pause, reason);
    return pause;
  }

  private long pauseUnserved(SaigonException reason) {
    giveUp((SaigonException) ExpiredSecrets.ofReader(lastSeen, parts, reason));
    if (reason instanceof NotFoundException || reason instanceof AccessDeniedException) {
      backoff.remember(parts.lifetimes().negative(), reason);
      return parts.lifetimes().negative();
    }
    long pause = pause(MAX_PAUSE_MS, reason);
    // Without a handle it is for readers to ask again, and forgotten if none does.
    return isHeld() ? pause : Math.max(ttl, 2 * pause);
  }

  @Override
  public void settled() {
    arm();
  }

  /** Does what is due, some of which a suspension of the machine may have delayed. */
  void tick() {
    if (evicted) {
      return;
    }
    long now = time.millis();
    if (takeUsed()) {
      usedAt = now;
    }
    Fetched known = current();
    if (known != null && known.isOver(time)) {
      giveUp(ExpiredSecrets.outOfDate(known, parts, failure));
      if (now < known.until()) {
        refreshAt = Math.min(refreshAt, now);
      }
    } else if (known != null && now >= nextEnd()) {
      served(known, serveAgain(known, now));
    }
    fetchChanged();
    if (now >= refreshAt) {
      refreshOrEvict(now);
    }
    arm();
  }

  private void refreshOrEvict(long now) {
    refreshAt = NEVER;
    Fetched known = current();
    if (fetches.underWay()) {
      return;
    }
    if (isHeld() || (known != null && isUsed(known, now))) {
      fetches.begin(true, known);
    } else if (known == null || !isServed() || (failure == null && now >= freshUntil(known))) {
      evict();
    } else {
      // What is not in use is not fetched, but looked at again soon if it could not be.
      long again =
          failure instanceof SecretMappingException ? MAX_MISFIT_PAUSE_MS : MAX_STALE_PAUSE_MS;
      refreshAt = failure == null ? freshUntil(known) : now + again;
    }
  }

  private long freshUntil(Fetched known) {
    return parts.lifetimes().freshUntil(known);
  }

  private boolean isUsed(Fetched known, long now) {
    return failure == null ? usedAt > known.at() : now - usedAt < ttl;
  }

  private void arm() {
    alarm.set(evicted ? NEVER : Math.min(nextEnd(), Math.min(refreshAt, announced.due())));
  }

  /** Releases an invalidated value, but not its version, so that a change is still noticed. */
  void releaseInvalidated() {
    if (evicted || current() != null) {
      return;
    }
    giveUp();
    backoff.end();
    refreshAt = time.millis() + ttl;
    if (isHeld()) {
      // A handle does not wait for a reader.
      fetches.join();
      retryAfterPause();
    }
    arm();
  }

  /**
   * Returns whether another secret is to be evicted first. Resets the mark of a recent read, as the
   * second-chance algorithm does.
   */
  boolean hasSecondChance() {
    boolean recent = takeRecent();
    return recent || fetches.underWay();
  }

  void evict() {
    evicted = true;
    giveUp();
    arm();
    parts.cache().remove(this);
    parts.outages().removed(id);
  }

  void close(ClosedException closed) {
    giveUp(closed);
    removeRefs();
    evict();
  }
}
