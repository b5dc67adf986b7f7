package io.saigon.cognito;

import io.saigon.api.ServiceException;
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

/** Reads sets of public keys (RFC 7517); what is no RSA key for signatures is passed over. */
final class PublicKeys {
  private static final int LEAST_BITS = 2048;
  private static final int MOST_BITS = 8192;

  private PublicKeys() {}

  static Map<String, PublicKey> read(Buffer document) {
    Map<String, PublicKey> keys = new HashMap<>();
    for (Object key : all(document)) {
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

  private static JsonArray all(Buffer document) {
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
    if (modulus.bitLength() < LEAST_BITS
        || modulus.bitLength() > MOST_BITS
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
