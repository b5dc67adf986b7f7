package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * The lifetimes of the tokens of an app client.
 *
 * @param session time in which a challenge can be answered
 * @param shown the members as they were given, which answers have
 */
record TokenLives(
    Duration id, Duration access, Duration refresh, Duration session, JsonObject shown) {
  private static final List<String> UNITS = List.of("seconds", "minutes", "hours", "days");
  static final TokenLives STANDARD =
      new TokenLives(
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofDays(30),
          Duration.ofMinutes(3),
          new JsonObject().put("RefreshTokenValidity", 30));

  static TokenLives of(Params params) {
    TokenLives lives =
        new TokenLives(
            read(params, "Id", "hours", STANDARD.id, Duration.ofMinutes(5), Duration.ofDays(1)),
            read(
                params,
                "Access",
                "hours",
                STANDARD.access,
                Duration.ofMinutes(5),
                Duration.ofDays(1)),
            read(
                params,
                "Refresh",
                "days",
                STANDARD.refresh,
                Duration.ofHours(1),
                Duration.ofDays(3650)),
            Duration.ofMinutes(params.number("AuthSessionValidity", 3, 3, 15)),
            shown(params));
    if (lives.id.compareTo(lives.refresh) > 0 || lives.access.compareTo(lives.refresh) > 0) {
      throw invalid();
    }
    return lives;
  }

  private static JsonObject shown(Params params) {
    JsonObject shown = STANDARD.shown.copy();
    for (String token : List.of("IdToken", "AccessToken", "RefreshToken")) {
      Integer number = params.optionalNumber(token + "Validity");
      if (number != null && number != 0) {
        shown.put(token + "Validity", number);
      }
    }
    JsonObject units = params.json("TokenValidityUnits");
    return units.isEmpty() ? shown : shown.put("TokenValidityUnits", units.copy());
  }

  private static AwsError invalid() {
    return new AwsError("InvalidParameterException", "Invalid range for token validity.");
  }

  private static Duration read(
      Params params, String token, String unit, Duration otherwise, Duration least, Duration most) {
    Integer number = params.optionalNumber(token + "TokenValidity");
    if (number == null || number == 0) {
      return otherwise;
    }
    String asked = params.object("TokenValidityUnits").oneOf(token + "Token", unit, UNITS);
    Duration life =
        switch (asked) {
          case "seconds" -> Duration.ofSeconds(number);
          case "minutes" -> Duration.ofMinutes(number);
          case "hours" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (life.compareTo(least) < 0 || life.compareTo(most) > 0) {
      throw invalid();
    }
    return life;
  }

  void addTo(JsonObject json) {
    json.put("AuthSessionValidity", session.toMinutes()).mergeIn(shown.copy());
  }
}
