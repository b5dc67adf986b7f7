package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rotation settings of a secret.
 *
 * @param function ARN of the function that rotates it
 * @param rules as they were given
 * @param last when it was last rotated, or null if never
 */
record Rotation(String function, JsonObject rules, boolean enabled, @Nullable Instant last) {

  Rotation cancelled() {
    return new Rotation(function, rules, false, last);
  }

  Rotation done(Instant at) {
    return new Rotation(function, rules, enabled, at);
  }

  void addTo(JsonObject json) {
    json.put("RotationEnabled", enabled).put("RotationLambdaARN", function);
    if (!rules.isEmpty()) {
      json.put("RotationRules", rules.copy());
    }
    if (last != null) {
      json.put("LastRotatedDate", Json.time(last));
    }
    Integer days = rules.getInteger("AutomaticallyAfterDays");
    if (enabled && last != null && days != null) {
      json.put("NextRotationDate", Json.time(last.plus(Duration.ofDays(days))));
    }
  }
}
