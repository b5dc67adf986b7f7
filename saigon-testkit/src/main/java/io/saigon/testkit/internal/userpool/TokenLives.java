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
 */
record TokenLives(Duration id, Duration access, Duration refresh, Duration session) {
  private static final List<String> UNITS = List.of("seconds", "minutes", "hours", "days");
  static final TokenLives STANDARD =
      new TokenLives(
          Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(30), Duration.ofMinutes(3));

  static TokenLives of(Params params) {
    return new TokenLives(
        read(params, "Id", "hours", STANDARD.id, Duration.ofMinutes(5), Duration.ofDays(1)),
        read(params, "Access", "hours", STANDARD.access, Duration.ofMinutes(5), Duration.ofDays(1)),
        read(
            params,
            "Refresh",
            "days",
            STANDARD.refresh,
            Duration.ofHours(1),
            Duration.ofDays(3650)),
        Duration.ofMinutes(params.number("AuthSessionValidity", 3, 3, 15)));
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
      throw new AwsError("InvalidParameterException", "Invalid range for token validity.");
    }
    return life;
  }

  void addTo(JsonObject json) {
    json.put("AuthSessionValidity", session.toMinutes())
        .put("IdTokenValidity", id.toSeconds())
        .put("AccessTokenValidity", access.toSeconds())
        .put("RefreshTokenValidity", refresh.toSeconds())
        .put(
            "TokenValidityUnits",
            new JsonObject()
                .put("IdToken", "seconds")
                .put("AccessToken", "seconds")
                .put("RefreshToken", "seconds"));
  }
}
