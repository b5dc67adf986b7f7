package io.saigon.testkit.internal.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps that keep their newest entries, so that a long run needs no more memory than a short one.
 */
public final class Newest {
  private Newest() {}

  /** Returns a map without entries, which drops the oldest one above a number of them. */
  public static <K, V> Map<K, V> map(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }
}
