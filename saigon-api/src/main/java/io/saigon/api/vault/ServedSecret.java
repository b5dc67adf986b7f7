package io.saigon.api.vault;

import io.saigon.api.error.SaigonException;
import io.vertx.core.Future;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The value that readers and handles of one secret get. {@link #hit} and {@link #invalidate} may be
 * called by any thread, the rest only on the vault's context. A base class rather than a part, so
 * that a hit costs no further step.
 */
abstract class ServedSecret {
  // Marks of a read: one that the secret's refresh takes away, and one that eviction does.
  private static final int USED = 1;
  private static final int RECENT = 2;

  private final SecretDecoder decoder;
  private final CacheTime time;
  private final List<CachedRef<?>> refs = new ArrayList<>();
  private final AtomicInteger invalidations = new AtomicInteger();

  private volatile @Nullable Decoded decoded;
  // Not volatile: losing a mark only means one refresh less.
  private int marks;

  private @Nullable Fetched fetched;
  private int fetchedAfter;

  ServedSecret(SecretDecoder decoder, CacheTime time) {
    this.decoder = decoder;
    this.time = time;
  }

  final @Nullable Future<?> hit(Type model) {
    Decoded found = Decoded.entry(decoded, model);
    if (found == null || found.isExpired(time)) {
      return null;
    }
    if (marks != (USED | RECENT)) {
      marks = USED | RECENT;
    }
    return found.handedOut();
  }

  /** Invalidates the value: every reader misses, at once. */
  final void invalidate() {
    invalidations.incrementAndGet();
    decoded = null;
  }

  final int invalidationCount() {
    return invalidations.get();
  }

  /** Returns the value that may be served, or null if there is none or it is invalidated. */
  final @Nullable Fetched current() {
    return fetchedAfter == invalidations.get() ? fetched : null;
  }

  /** Decodes a value for a reader, once for all if it is the one that is served. */
  final Decoded decode(Type model, Fetched from) {
    marks |= USED;
    Decoded others = decoded;
    Decoded known = Decoded.entry(others, model);
    if (known != null) {
      return known;
    }
    boolean isServed = from.equals(current());
    Decoded first = Decoded.of(decoder, model, from, isServed ? others : null);
    // Else invalidated while it was fetched: it serves the waiting callers, but no later one.
    if (isServed) {
      publish(first);
    }
    return first;
  }

  private void publish(@Nullable Decoded list) {
    decoded = list;
    if (invalidations.get() != fetchedAfter) {
      decoded = null;
    }
  }

  /**
   * Serves a value from now on, but to models that it does not fit what they had.
   *
   * @return how it does not fit a model, or null if it fits all
   */
  final @Nullable SaigonException serve(Fetched newest, int invalidationsBefore, long now) {
    fetched = newest;
    fetchedAfter = invalidationsBefore;
    marks &= ~USED;
    Decoded all = Decoded.renewed(decoded, newest, now, decoder);
    for (CachedRef<?> ref : refs) {
      Decoded known = Decoded.entry(all, ref.model());
      if (known == null) {
        known = Decoded.of(decoder, ref.model(), newest, all);
        all = known;
      }
      ref.set(known);
    }
    publish(all);
    return (SaigonException) Decoded.mappingFailure(all, newest, decoder);
  }

  /** Removes from models the values that they may no longer be served beside the newest one. */
  final @Nullable SaigonException serveAgain(Fetched newest, long now) {
    return serve(newest, fetchedAfter, now);
  }

  final void serveUntil(long earlier) {
    if (fetched != null) {
      fetched = fetched.servedUntil(earlier);
    }
  }

  final void giveUp() {
    fetched = null;
    decoded = null;
  }

  final void giveUp(RuntimeException reason) {
    giveUp();
    refs.forEach(ref -> ref.fail(reason));
  }

  final boolean isServed() {
    return Decoded.anyServed(decoded);
  }

  /** Returns the time at which the first value must no longer be served. */
  final long nextEnd() {
    return fetched == null ? Alarm.NEVER : Math.min(fetched.until(), Decoded.nextEnd(decoded));
  }

  final boolean isHeld() {
    return !refs.isEmpty();
  }

  final void add(CachedRef<?> ref) {
    refs.add(ref);
  }

  /** Returns whether that was the last one. */
  final boolean remove(CachedRef<?> ref) {
    return refs.remove(ref) && refs.isEmpty();
  }

  final void removeRefs() {
    refs.clear();
  }

  /** Returns the value of the last fetch for monitoring, on any thread, perhaps a moment late. */
  final @Nullable Fetched lastFetched() {
    return fetched;
  }

  /** Returns whether it was read since the last call. */
  final boolean takeUsed() {
    boolean used = (marks & USED) != 0;
    marks &= ~USED;
    return used;
  }

  /** Returns whether it was read again since the last call. */
  final boolean takeRecent() {
    boolean recent = (marks & RECENT) != 0;
    marks &= ~RECENT;
    return recent;
  }
}
