package io.saigon.cognito.verify;

import io.saigon.api.error.ServiceException;
import io.saigon.api.oauth.JwtAlgorithm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON web key sets (RFC 7517); keys for other uses and other algorithms are skipped, as are
 * those that are too weak or too large.
 */
final class JwksParser {
  private JwksParser() {}

  /** Parses the keys of a user pool, which signs by RS256 alone. */
  static Map<String, PublicKey> parse(Buffer document) {
    return parse(document, TokenIssuer.USER_POOL, Set.of(JwtAlgorithm.RS256));
  }

  static Map<String, PublicKey> parse(
      Buffer document, TokenIssuer issuer, Set<JwtAlgorithm> algorithms) {
    Map<String, PublicKey> keys = new HashMap<>();
    for (Object each : entries(document, issuer)) {
      if (each instanceof JsonObject json
          && json.getValue("kid") instanceof String id
          && "sig".equals(json.getValue("use", "sig"))) {
        PublicKey key = key(json, algorithms);
        if (key != null) {
          keys.put(id, key);
        }
      }
    }
    if (keys.isEmpty()) {
      throw unusable(issuer);
    }
    return Map.copyOf(keys);
  }

  private static @Nullable PublicKey key(JsonObject json, Set<JwtAlgorithm> algorithms) {
    JwtAlgorithm algorithm = JwkReader.algorithm(json);
    return algorithm == null || !algorithms.contains(algorithm)
        ? null
        : JwkReader.read(json, algorithm);
  }

  private static JsonArray entries(Buffer document, TokenIssuer issuer) {
    try {
      if (new JsonObject(document).getValue("keys") instanceof JsonArray keys) {
        return keys;
      }
    } catch (DecodeException e) {
      throw unusable(issuer);
    }
    throw unusable(issuer);
  }

  private static ServiceException unusable(TokenIssuer issuer) {
    return new ServiceException(
        "The %s published no keys that tokens can be verified with; check who answers at the endpoint"
            .formatted(issuer.name()),
        null,
        null);
  }
}
