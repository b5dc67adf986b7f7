package io.saigon.testkit.internal.userpool;

import io.vertx.core.json.JsonArray;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A second factor, by the name of its challenge; in the order in which Cognito lists them. */
enum Factor {
  SMS_MFA(Codes.Way.SMS),
  SOFTWARE_TOKEN_MFA(null),
  EMAIL_OTP(Codes.Way.EMAIL);

  private final Codes.@Nullable Way way;

  Factor(Codes.@Nullable Way way) {
    this.way = way;
  }

  /** Returns the channel of the code, or empty for an authenticator app. */
  Optional<Codes.Way> way() {
    return Optional.ofNullable(way);
  }

  static Optional<Factor> named(String name) {
    return Stream.of(values()).filter(factor -> factor.name().equals(name)).findFirst();
  }

  /** Returns names as challenge parameters have them: a JSON array in a text. */
  static String names(Collection<Factor> factors) {
    JsonArray names = new JsonArray();
    factors.forEach(factor -> names.add(factor.name()));
    return names.encode();
  }
}
