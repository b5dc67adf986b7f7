package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rotation settings of a secret.
 *
 * @param function ARN of the function that rotates it
 * @param rules as they were given
 * @param since when the settings were made
 * @param last when it was last rotated, or null if never
 */
record Rotation(
    String function, JsonObject rules, boolean enabled, Instant since, @Nullable Instant last) {

  Rotation cancelled() {
    return new Rotation(function, rules, false, since, last);
  }

  Rotation done(Instant at) {
    return new Rotation(function, rules, enabled, since, at);
  }

  /** Returns when it is rotated next, or null if by callers alone. */
  @Nullable Instant next() {
    Instant from = last == null || last.isBefore(since) ? since : last;
    return enabled ? RotationRules.next(rules, from) : null;
  }

  void addTo(JsonObject json) {
    json.put("RotationEnabled", enabled).put("RotationLambdaARN", function);
    if (!rules.isEmpty()) {
      json.put("RotationRules", rules.copy());
    }
    if (last != null) {
      json.put("LastRotatedDate", Json.time(last));
    }
    Instant next = next();
    if (next != null) {
      json.put("NextRotationDate", Json.time(next));
    }
  }
}
