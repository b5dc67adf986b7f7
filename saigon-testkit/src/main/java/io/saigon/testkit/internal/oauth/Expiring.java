package io.saigon.testkit.internal.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

  /** Keeps a value; those whose time has ended are dropped, so that they do not pile up. */
  void put(String id, T value) {
    Instant now = clock.instant();
    entries.values().removeIf(entry -> !now.isBefore(entry.ends()));
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
