package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.WeakHashMap;

/** Counts what happened to users' codes within the last hour. */
final class CodeLimits {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Clock clock;
  private final Map<PoolUser, Map<Codes.Purpose, Deque<Instant>>> times = new WeakHashMap<>();

  CodeLimits(Clock clock) {
    this.clock = clock;
  }

  /** Fails if something happened too often already. */
  void check(PoolUser user, Codes.Purpose purpose, int most) {
    Deque<Instant> known = times.getOrDefault(user, Map.of()).get(purpose);
    if (known == null) {
      return;
    }
    Instant from = clock.instant().minus(HOUR);
    known.removeIf(time -> !time.isAfter(from));
    if (known.size() >= most) {
      throw new AwsError(
          "LimitExceededException", "Attempt limit exceeded, please try after some time.");
    }
  }

  void add(PoolUser user, Codes.Purpose purpose) {
    times
        .computeIfAbsent(user, u -> new EnumMap<>(Codes.Purpose.class))
        .computeIfAbsent(purpose, p -> new ArrayDeque<>())
        .add(clock.instant());
  }
}
