package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Locks users out after wrong passwords: from the fifth on, for a second that doubles with each
 * further one, a quarter of an hour at most. A right password ends it, and so does a quarter of an
 * hour without attempts.
 */
final class PasswordAttempts {
  private static final int FREE = 5;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private record Failed(int count, Instant last, Instant lockedUntil) {}

  private final Clock clock;
  private final Map<PoolUser, Failed> failures = new WeakHashMap<>();

  PasswordAttempts(Clock clock) {
    this.clock = clock;
  }

  /**
   * Checks a password.
   *
   * @param user null for one who does not exist
   * @param isRight whether it is the user's
   */
  void check(@Nullable PoolUser user, boolean isRight) {
    Instant now = clock.instant();
    Failed failed = user == null ? null : failures.get(user);
    if (failed != null && now.isBefore(failed.lockedUntil())) {
      throw new AwsError("NotAuthorizedException", "Password attempts exceeded");
    }
    if (user != null && isRight) {
      failures.remove(user);
      return;
    }
    if (user != null) {
      int before = failed == null || isOver(failed, now) ? 0 : failed.count();
      int count = before + 1;
      failures.put(user, new Failed(count, now, now.plus(lock(count))));
    }
    throw Logins.incorrect();
  }

  private static boolean isOver(Failed failed, Instant now) {
    return !now.isBefore(failed.last().plus(LONGEST));
  }

  static Duration lock(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    long seconds = 1L << Math.min(20, count - FREE);
    return Duration.ofSeconds(Math.min(LONGEST.toSeconds(), seconds));
  }
}
