package io.saigon.api.cognito;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

final class TokenClaims {
  private TokenClaims() {}

  static JsonObject of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw notOne();
    }
    try {
      return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])));
    } catch (IllegalArgumentException | DecodeException e) {
      throw notOne();
    }
  }

  // Without the cause, whose message would quote the token.
  private static IllegalArgumentException notOne() {
    return new IllegalArgumentException(
        "A token is not a JSON web token; pass on what Cognito gave, unchanged");
  }
}
