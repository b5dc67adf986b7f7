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

/** Codes that would have been sent; each is valid once, for its purpose, and for its lifetime. */
final class Codes {
  private static final int WRONG_AN_HOUR = 5;
  private static final int SENT_AN_HOUR = 20;

  /** The purpose of a code, with its lifetime. */
  enum Purpose {
    SIGN_UP(Duration.ofHours(24)),
    EMAIL_ATTRIBUTE(Duration.ofHours(24)),
    PHONE_ATTRIBUTE(Duration.ofHours(24)),
    PASSWORD(Duration.ofHours(1)),
    LOGIN(Duration.ofMinutes(3));

    private final Duration life;

    Purpose(Duration life) {
      this.life = life;
    }
  }

  /** The channel of a code, whose address it verifies; Cognito prefers the first. */
  enum Way {
    SMS("phone_number"),
    EMAIL("email");

    private final String attribute;

    Way(String attribute) {
      this.attribute = attribute;
    }

    String attribute() {
      return attribute;
    }

    String verified() {
      return attribute + "_verified";
    }

    /** Returns the purpose of a code that verifies the address. */
    Purpose verification() {
      return this == EMAIL ? Purpose.EMAIL_ATTRIBUTE : Purpose.PHONE_ATTRIBUTE;
    }
  }

  private record Code(String digits, Way way, Instant sent, Instant ends) {}

  private final Clock clock;
  private final Outbox outbox;
  private final CodeLimits wrong;
  private final CodeLimits sending;
  private final Map<PoolUser, Map<Purpose, Code>> codes = new WeakHashMap<>();

  Codes(Clock clock, Outbox outbox) {
    this.clock = clock;
    this.outbox = outbox;
    wrong = new CodeLimits(clock);
    sending = new CodeLimits(clock);
  }

  void send(PoolUser user, Purpose purpose, Way way, String trigger) {
    send(user, purpose, way, user.attribute(way.attribute()), trigger);
  }

  /** Sends a code to an address that the user need not have yet. */
  void send(PoolUser user, Purpose purpose, Way way, String address, String trigger) {
    Instant now = clock.instant();
    if (purpose != Purpose.LOGIN) {
      sending.check(user, purpose, SENT_AN_HOUR);
      sending.add(user, purpose);
    }
    Code code = new Code(Ids.digits(6), way, now, now.plus(purpose.life));
    codes.computeIfAbsent(user, u -> new EnumMap<>(Purpose.class)).put(purpose, code);
    outbox.send(user, trigger, way.name(), address, code.digits());
  }

  void redeem(PoolUser user, Purpose purpose, String given) {
    check(user, purpose, given);
    codes.getOrDefault(user, Map.of()).remove(purpose);
  }

  /** Returns the channel of a valid code, which stays valid. */
  Way check(PoolUser user, Purpose purpose, String given) {
    Code code = codes.getOrDefault(user, Map.of()).get(purpose);
    if (code == null || clock.instant().isAfter(code.ends())) {
      throw expired();
    }
    wrong.check(user, purpose, WRONG_AN_HOUR);
    if (!code.digits().equals(given)) {
      wrong.add(user, purpose);
      throw new AwsError(
          "CodeMismatchException", "Invalid verification code provided, please try again.");
    }
    return code.way();
  }

  static AwsError expired() {
    return new AwsError(
        "ExpiredCodeException", "Invalid code provided, please request a code again.");
  }

  /** Returns the last unused code of any purpose. */
  Optional<String> last(PoolUser user) {
    return codes.getOrDefault(user, Map.of()).values().stream()
        .reduce((one, other) -> other.sent().isBefore(one.sent()) ? one : other)
        .map(Code::digits);
  }
}
