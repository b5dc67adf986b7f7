package io.saigon.cognito.verify;

import io.saigon.api.error.ServiceException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Parses JSON web key sets (RFC 7517); other keys than RSA keys for signatures are skipped. */
final class JwksParser {
  private static final int MIN_BITS = 2048;
  private static final int MAX_BITS = 8192;

  private JwksParser() {}

  static Map<String, PublicKey> parse(Buffer document) {
    Map<String, PublicKey> keys = new HashMap<>();
    for (Object key : entries(document)) {
      if (key instanceof JsonObject json
          && json.getValue("kid") instanceof String id
          && "RSA".equals(json.getValue("kty"))
          && "sig".equals(json.getValue("use", "sig"))
          && "RS256".equals(json.getValue("alg", "RS256"))) {
        add(keys, id, json);
      }
    }
    if (keys.isEmpty()) {
      throw unusable();
    }
    return Map.copyOf(keys);
  }

  private static JsonArray entries(Buffer document) {
    try {
      if (new JsonObject(document).getValue("keys") instanceof JsonArray keys) {
        return keys;
      }
    } catch (DecodeException e) {
      throw unusable();
    }
    throw unusable();
  }

  private static void add(Map<String, PublicKey> keys, String id, JsonObject json) {
    BigInteger modulus = number(json, "n");
    BigInteger exponent = number(json, "e");
    if (modulus.bitLength() < MIN_BITS
        || modulus.bitLength() > MAX_BITS
        || exponent.bitLength() > Integer.SIZE) {
      return;
    }
    try {
      keys.put(
          id,
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    } catch (GeneralSecurityException e) {
      throw unusable();
    }
  }

  private static BigInteger number(JsonObject json, String name) {
    try {
      String text = json.getValue(name) instanceof String found ? found : "";
      return new BigInteger(1, Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return BigInteger.ZERO;
    }
  }

  private static ServiceException unusable() {
    return new ServiceException(
        "The user pool published no keys that tokens can be verified with; check who answers at the endpoint",
        null,
        null);
  }
}
