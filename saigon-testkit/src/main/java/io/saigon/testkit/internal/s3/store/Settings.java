package io.saigon.testkit.internal.s3.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The configurations of a bucket. Safe for use from any thread. */
public final class Settings {
  /** State of a bucket's versioning. */
  public enum Versioning {
    OFF,
    ENABLED,
    SUSPENDED
  }

  private final Map<Class<?>, Object> values = new ConcurrentHashMap<>();
  private volatile Versioning versioning = Versioning.OFF;
  private volatile Map<String, String> tags = Map.of();

  public Versioning versioning() {
    return versioning;
  }

  public void versioning(Versioning changed) {
    versioning = changed;
  }

  public Map<String, String> tags() {
    return tags;
  }

  public void tags(Map<String, String> changed) {
    tags = changed;
  }

  /** Returns a configuration by its type, or null if there is none. */
  public <T> @Nullable T get(Class<T> type) {
    return type.cast(values.get(type));
  }

  public void set(Object value) {
    values.put(value.getClass(), value);
  }

  public void remove(Class<?> type) {
    values.remove(type);
  }
}
