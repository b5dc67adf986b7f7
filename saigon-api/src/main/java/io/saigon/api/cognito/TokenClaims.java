package io.saigon.api.cognito;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.util.Base64;
import java.util.Map;

final class TokenClaims {
  private TokenClaims() {}

  static JsonObject of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw notOne();
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
      // RFC 7515, section 2: without padding, and of the texts for these bytes the only one.
      if (!Base64.getUrlEncoder().withoutPadding().encodeToString(claims).equals(parts[1])) {
        throw notOne();
      }
      // Without Jackson's databind, whose hundreds of classes a first log-in need not load.
      @SuppressWarnings("unchecked")
      Map<String, Object> members = new JacksonCodec().fromBuffer(Buffer.buffer(claims), Map.class);
      if (members == null) {
        throw notOne();
      }
      return new JsonObject(members);
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
