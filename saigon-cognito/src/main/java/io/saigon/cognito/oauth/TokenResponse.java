package io.saigon.cognito.oauth;

import io.saigon.api.error.ServiceException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token endpoint's answer (RFC 6749, section 5.1).
 *
 * @param expiresIn lifetime of the access token in seconds
 * @param scopes granted scopes, or null if the answer names none
 */
record TokenResponse(
    String accessToken,
    @Nullable String idToken,
    @Nullable String refreshToken,
    long expiresIn,
    @Nullable Set<String> scopes) {
  private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();
  // RFC 6750, section 2.1; nothing else may get into a header.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,16384}=*");

  static TokenResponse parse(Buffer body) {
    JsonObject json;
    try {
      json = new JsonObject(body);
    } catch (DecodeException e) {
      throw unusable();
    }
    String access = token(json, "access_token");
    if (access == null
        || !(json.getValue("token_type") instanceof String type)
        || !type.equalsIgnoreCase("Bearer")
        || !(json.getValue("expires_in") instanceof Number seconds)
        || seconds.longValue() <= 0) {
      throw unusable();
    }
    String scope = json.getValue("scope") instanceof String text ? text.strip() : "";
    return new TokenResponse(
        access,
        token(json, "id_token"),
        token(json, "refresh_token"),
        Math.min(seconds.longValue(), MAX_SECONDS),
        scope.isEmpty() ? null : Set.of(scope.split(" +")));
  }

  private static @Nullable String token(JsonObject json, String name) {
    Object value = json.getValue(name);
    if (value == null) {
      return null;
    }
    if (value instanceof String text && TOKEN.matcher(text).matches()) {
      return text;
    }
    throw unusable();
  }

  static ServiceException unusable() {
    return new ServiceException(
        "The token endpoint answered neither tokens nor an error that can be read; check the domain of the user pool",
        null,
        null);
  }

  @Override
  public String toString() {
    return "TokenResponse[expiresIn=" + expiresIn + "]";
  }
}
