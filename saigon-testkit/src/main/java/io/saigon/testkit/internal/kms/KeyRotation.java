package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The yearly rotation of keys: kept and given back, as the material of a key never shows. */
final class KeyRotation {
  private static final int YEAR = 365;

  private final Keys keys;
  private final Clock clock;

  KeyRotation(Keys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  void register(Operations operations) {
    operations
        .signed("EnableKeyRotation", this::enable)
        .signed("DisableKeyRotation", this::disable)
        .signed("GetKeyRotationStatus", this::status);
  }

  private JsonObject enable(Params params) {
    int days = params.number("RotationPeriodInDays", YEAR, 90, 2560);
    changeable(params).rotation(new Period(days, clock.instant()));
    return new JsonObject();
  }

  private JsonObject disable(Params params) {
    changeable(params).rotation(null);
    return new JsonObject();
  }

  private Key changeable(Params params) {
    Key key = keys.getById(params.text("KeyId")).own().live();
    if (key.state() == Key.State.DISABLED) {
      throw new AwsError("DisabledException", key.arn() + " is disabled.");
    }
    return key;
  }

  private JsonObject status(Params params) {
    Key key = keys.getById(params.text("KeyId"));
    Period period = key.rotation();
    JsonObject json =
        new JsonObject().put("KeyId", key.arn()).put("KeyRotationEnabled", period != null);
    return period == null
        ? json
        : json.put("RotationPeriodInDays", period.days())
            .put("NextRotationDate", Json.time(period.next(clock.instant())));
  }

  /**
   * The period of a rotation.
   *
   * @param days days between rotations
   * @param since when it was set
   */
  record Period(int days, Instant since) {
    Instant next(Instant now) {
      long passed = Duration.between(since, now).toDays() / days;
      return since.plus(Duration.ofDays((passed + 1) * days));
    }
  }
}
