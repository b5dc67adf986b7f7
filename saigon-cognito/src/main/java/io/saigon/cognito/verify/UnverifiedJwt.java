package io.saigon.cognito.verify;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.oauth.JwtAlgorithm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;

/** A parsed JSON web token; nothing in it is trusted before its signature is checked. */
final class UnverifiedJwt {
  // More than any HTTP server takes in a header by default.
  private static final int MAX_CHARACTERS = 16 * 1024;

  private final byte[] token;
  private final int signedLength;
  private final byte[] signature;
  private final TokenIssuer issuer;
  private final JwtAlgorithm algorithm;
  private final String keyId;
  private final JsonObject header;
  private final JsonObject claims;

  private UnverifiedJwt(
      byte[] token,
      int signedLength,
      byte[] signature,
      JwtForm form,
      JsonObject header,
      JsonObject claims) {
    this.token = token;
    this.signedLength = signedLength;
    this.signature = signature;
    this.issuer = form.issuer();
    this.algorithm = algorithm(header, form);
    this.keyId = keyId(header, form);
    this.header = header;
    this.claims = claims;
  }

  /** Parses a token of a user pool. */
  static UnverifiedJwt parse(String token) {
    return parse(token, JwtForm.USER_POOL);
  }

  static UnverifiedJwt parse(String token, JwtForm form) {
    if (token.length() > MAX_CHARACTERS) {
      throw form.issuer().invalid("The token is longer than any of the " + form.issuer().name());
    }
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (second < 0) {
      throw malformed(form);
    }
    byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
    return new UnverifiedJwt(
        bytes,
        second,
        decode(bytes, second + 1, bytes.length, form),
        form,
        json(bytes, 0, first, form),
        json(bytes, first + 1, second, form));
  }

  // The algorithm is never the sender's choice: unsigned tokens and those signed with the public
  // key as if it were a shared secret end here.
  private static JwtAlgorithm algorithm(JsonObject header, JwtForm form) {
    JwtAlgorithm algorithm = JwtSignature.algorithm(header.getValue("alg"));
    if (algorithm == null || !form.algorithms().contains(algorithm) || header.containsKey("crit")) {
      throw form.issuer().invalid("The token is not signed " + form.signature());
    }
    return algorithm;
  }

  private static String keyId(JsonObject header, JwtForm form) {
    if (header.getValue("kid") instanceof String keyId) {
      return keyId;
    }
    throw form.issuer().invalid("The token names no key (kid) that it is signed with");
  }

  private static JsonObject json(byte[] token, int from, int to, JwtForm form) {
    try {
      return new JsonObject(Buffer.buffer(decode(token, from, to, form)));
    } catch (DecodeException e) {
      throw malformed(form);
    }
  }

  private static byte[] decode(byte[] token, int from, int to, JwtForm form) {
    byte[] part = Arrays.copyOfRange(token, from, to);
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(part);
      // RFC 7515, section 2: without padding. Unused bits are zero, or one token had many texts.
      if (Arrays.equals(Base64.getUrlEncoder().withoutPadding().encode(decoded), part)
          || (form.padded() && Arrays.equals(Base64.getUrlEncoder().encode(decoded), part))) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      throw malformed(form);
    }
    throw malformed(form);
  }

  String keyId() {
    return keyId;
  }

  JsonObject header() {
    return header;
  }

  JsonObject claims() {
    return claims;
  }

  void checkSignature(PublicKey key) {
    if (!JwtSignature.isValid(algorithm, key, token, signedLength, signature)) {
      throw issuer.invalid("The token's signature is wrong");
    }
  }

  // Without the cause, whose message would quote the token.
  private static AuthenticationException malformed(JwtForm form) {
    return form.issuer().invalid("The token is not a JSON web token");
  }

  static AuthenticationException invalid(String what) {
    return TokenIssuer.USER_POOL.invalid(what);
  }

  static AuthenticationException refused(Reason reason, String message) {
    return AuthenticationException.refusal(reason, message);
  }

  @Override
  public String toString() {
    return "UnverifiedJwt";
  }
}
