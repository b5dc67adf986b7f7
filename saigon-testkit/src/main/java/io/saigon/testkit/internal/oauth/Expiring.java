package io.saigon.testkit.internal.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values by random ids for a time; guarded by the lock of the service. */
final class Expiring<T> {
  private record Entry<T>(T value, Instant ends) {}

  private final Clock clock;
  private final Duration life;
  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

  Expiring(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  /** Keeps a value; the oldest ones are dropped when their time has ended. */
  void put(String id, T value) {
    Instant now = clock.instant();
    Iterator<Entry<T>> oldest = entries.values().iterator();
    while (oldest.hasNext() && !now.isBefore(oldest.next().ends())) {
      oldest.remove();
    }
    entries.put(id, new Entry<>(value, now.plus(life)));
  }

  @Nullable T get(@Nullable String id) {
    Entry<T> entry = id == null ? null : entries.get(id);
    return entry == null || !clock.instant().isBefore(entry.ends()) ? null : entry.value();
  }

  @Nullable T remove(@Nullable String id) {
    T value = get(id);
    entries.remove(id);
    return value;
  }
}
