package io.saigon.cognito.verify;

import io.saigon.api.error.AuthenticationException.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registered claims of JSON web tokens (RFC 7519, section 4.1), and scopes. */
final class JwtClaims {
  private static final long MAX_SECONDS = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private JwtClaims() {}

  static @Nullable String text(JsonObject claims, String name) {
    return claims.getValue(name) instanceof String text && !text.isEmpty() ? text : null;
  }

  static long seconds(JsonObject claims, String name, TokenIssuer issuer) {
    if (claims.getValue(name) instanceof Number number
        && number.longValue() == number.doubleValue()
        && number.longValue() >= 0
        && number.longValue() <= MAX_SECONDS) {
      return number.longValue();
    }
    throw issuer.invalid("The token has no valid exp, nbf or iat");
  }

  static Set<String> scopes(JsonObject claims) {
    String scopes = text(claims, "scope");
    return scopes == null ? Set.of() : new HashSet<>(List.of(scopes.split(" ")));
  }

  /** Returns the texts of a claim that is a text or an array. */
  static Set<String> texts(JsonObject claims, String name) {
    Object value = claims.getValue(name);
    if (value instanceof String text) {
      return Set.of(text);
    }
    Set<String> texts = new HashSet<>();
    if (value instanceof JsonArray several) {
      for (Object each : several) {
        if (each instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  static void checkNotExpired(long expiration, long now, long skew) {
    if (now - skew >= expiration) {
      throw UnverifiedJwt.refused(
          Reason.SESSION_EXPIRED, "The token has expired; refresh it or log in");
    }
  }

  static void checkStarted(long start, long now, long skew) {
    if (now + skew < start) {
      throw UnverifiedJwt.refused(
          Reason.TOKEN_NOT_YET_VALID,
          "The token is not valid yet; set this machine's clock by NTP");
    }
  }
}
