package io.saigon.api.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a vault, a bounded number. The secret that was not read for the longest time is
 * evicted first, by the marks that reads leave anyway (the CLOCK algorithm), so that a read costs
 * no more.
 */
final class SecretCache {
  /** So much of a round that adding a secret stays cheap though all others were just read. */
  private static final int MAX_STEPS = 100;

  private final int maxEntries;
  // By key for current values, so that a hit makes no SecretId; by SecretId for others.
  private final Map<Object, CachedSecret> secrets = new ConcurrentHashMap<>();
  // Those that no handle holds, in the order in which they make room.
  private final Set<CachedSecret> evictable = new LinkedHashSet<>();

  SecretCache(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  static Object key(SecretId id) {
    return id.version() == null && id.stage() == null ? id.key() : id;
  }

  /**
   * Finds a secret, on any thread; everything that changes the cache happens on the vault's
   * context.
   */
  @Nullable CachedSecret find(Object key) {
    return secrets.get(key);
  }

  Collection<CachedSecret> all() {
    return secrets.values();
  }

  CachedSecret get(SecretId id, Function<SecretId, CachedSecret> factory) {
    Object key = key(id);
    CachedSecret known = secrets.get(key);
    if (known == null) {
      makeRoom();
      known = factory.apply(id);
      secrets.put(key, known);
      evictable.add(known);
    }
    return known;
  }

  /** Returns the paths that a key is below, of those that are cached. */
  List<CachedSecret> above(String key) {
    List<CachedSecret> paths = new ArrayList<>();
    int slash = key.indexOf('/');
    while (slash >= 0 && slash < key.length() - 1) {
      CachedSecret path = secrets.get(key.substring(0, slash + 1));
      if (path != null) {
        paths.add(path);
      }
      slash = key.indexOf('/', slash + 1);
    }
    return paths;
  }

  /** Returns whether a key is that of a cached secret, or below the path that it is. */
  static boolean covers(SecretId cached, String key) {
    String known = cached.key();
    return known.equals(key) || (known.endsWith("/") && (key + "/").startsWith(known));
  }

  private void makeRoom() {
    for (int i = 0; i < MAX_STEPS && secrets.size() >= maxEntries; i++) {
      Iterator<CachedSecret> round = evictable.iterator();
      if (!round.hasNext()) {
        return;
      }
      CachedSecret next = round.next();
      round.remove();
      if (next.hasSecondChance()) {
        evictable.add(next);
      } else {
        next.evict();
      }
    }
  }

  void held(CachedSecret secret) {
    evictable.remove(secret);
  }

  void released(CachedSecret secret) {
    evictable.add(secret);
  }

  void remove(CachedSecret secret) {
    secrets.remove(key(secret.id()), secret);
    evictable.remove(secret);
  }
}
