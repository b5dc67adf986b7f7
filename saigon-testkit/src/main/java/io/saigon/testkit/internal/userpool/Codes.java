package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** Codes that would have been mailed; each works once, for a day. */
final class Codes {
  private static final Duration LIFE = Duration.ofHours(24);

  private record Code(String digits, Instant ends) {}

  private final Clock clock;
  private final Map<PoolUser, Code> codes = new WeakHashMap<>();

  Codes(Clock clock) {
    this.clock = clock;
  }

  void send(PoolUser user) {
    codes.put(user, new Code(Ids.digits(6), clock.instant().plus(LIFE)));
  }

  void redeem(PoolUser user, String given) {
    Code code = codes.get(user);
    if (code == null || clock.instant().isAfter(code.ends())) {
      throw new AwsError(
          "ExpiredCodeException", "Invalid code provided, please request a code again.");
    }
    if (!code.digits().equals(given)) {
      throw new AwsError(
          "CodeMismatchException", "Invalid verification code provided, please try again.");
    }
    codes.remove(user);
  }

  Optional<String> last(PoolUser user) {
    return Optional.ofNullable(codes.get(user)).map(Code::digits);
  }
}
