package io.saigon.testkit.internal.appconfig;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A client's polling of one configuration, of which a token stands for the next poll. */
final class Session {
  final String key;
  final int minimumSeconds;
  final Instant createdAt;
  int seenVersion;
  @Nullable Instant polledAt;

  /**
   * @param minimumSeconds time between polls below which they are refused, or 0
   */
  Session(String key, int minimumSeconds, Instant createdAt) {
    this.key = key;
    this.minimumSeconds = minimumSeconds;
    this.createdAt = createdAt;
  }
}
