package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** Codes that would have been sent; each works once, for its purpose, and for its time. */
final class Codes {
  /** What a code is good for. */
  enum Purpose {
    SIGN_UP(Duration.ofHours(24)),
    PASSWORD(Duration.ofHours(1)),
    LOGIN(Duration.ofMinutes(3));

    private final Duration life;

    Purpose(Duration life) {
      this.life = life;
    }
  }

  private record Code(String digits, Instant sent, Instant ends) {}

  private final Clock clock;
  private final Outbox outbox;
  private final Map<PoolUser, Map<Purpose, Code>> codes = new WeakHashMap<>();

  Codes(Clock clock, Outbox outbox) {
    this.clock = clock;
    this.outbox = outbox;
  }

  void mail(PoolUser user, Purpose purpose, String trigger) {
    outbox.mail(user, trigger, made(user, purpose));
  }

  void sms(PoolUser user, Purpose purpose, String trigger) {
    outbox.sms(user, trigger, made(user, purpose));
  }

  void redeem(PoolUser user, Purpose purpose, String given) {
    Map<Purpose, Code> known = codes.getOrDefault(user, Map.of());
    Code code = known.get(purpose);
    if (code == null || clock.instant().isAfter(code.ends())) {
      throw expired();
    }
    if (!code.digits().equals(given)) {
      throw new AwsError(
          "CodeMismatchException", "Invalid verification code provided, please try again.");
    }
    known.remove(purpose);
  }

  static AwsError expired() {
    return new AwsError(
        "ExpiredCodeException", "Invalid code provided, please request a code again.");
  }

  /** The last code of whatever purpose that was not used yet. */
  Optional<String> last(PoolUser user) {
    return codes.getOrDefault(user, Map.of()).values().stream()
        .reduce((one, other) -> other.sent().isBefore(one.sent()) ? one : other)
        .map(Code::digits);
  }

  private String made(PoolUser user, Purpose purpose) {
    Instant now = clock.instant();
    Code code = new Code(Ids.digits(6), now, now.plus(purpose.life));
    codes.computeIfAbsent(user, u -> new EnumMap<>(Purpose.class)).put(purpose, code);
    return code.digits();
  }
}
