package io.saigon.cognito.verify;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** A parsed JSON web token; nothing in it is trusted before its signature is checked. */
final class UnverifiedJwt {
  // More than any HTTP server takes in a header by default.
  private static final int MAX_CHARACTERS = 16 * 1024;

  private final byte[] token;
  private final int signedLength;
  private final byte[] signature;
  private final String keyId;
  private final JsonObject claims;

  private UnverifiedJwt(
      byte[] token, int signedLength, byte[] signature, String keyId, JsonObject claims) {
    this.token = token;
    this.signedLength = signedLength;
    this.signature = signature;
    this.keyId = keyId;
    this.claims = claims;
  }

  static UnverifiedJwt parse(String token) {
    if (token.length() > MAX_CHARACTERS) {
      throw invalid("The token is longer than any of Cognito");
    }
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (second < 0) {
      throw malformed();
    }
    byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
    return new UnverifiedJwt(
        bytes,
        second,
        decode(bytes, second + 1, bytes.length),
        keyId(json(bytes, 0, first)),
        json(bytes, first + 1, second));
  }

  // The algorithm is never the sender's choice: unsigned tokens and those signed with the public
  // key as if it were a shared secret end here.
  private static String keyId(JsonObject header) {
    if (!"RS256".equals(header.getValue("alg")) || header.containsKey("crit")) {
      throw invalid("The token is not signed the way that Cognito signs (RS256)");
    }
    if (header.getValue("kid") instanceof String keyId) {
      return keyId;
    }
    throw invalid("The token names no key (kid) that it is signed with");
  }

  private static JsonObject json(byte[] token, int from, int to) {
    try {
      return new JsonObject(Buffer.buffer(decode(token, from, to)));
    } catch (DecodeException e) {
      throw malformed();
    }
  }

  private static byte[] decode(byte[] token, int from, int to) {
    byte[] part = Arrays.copyOfRange(token, from, to);
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(part);
      // RFC 7515, section 2: without padding. Unused bits are zero, or one token had many texts.
      if (Arrays.equals(Base64.getUrlEncoder().withoutPadding().encode(decoded), part)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    throw malformed();
  }

  String keyId() {
    return keyId;
  }

  JsonObject claims() {
    return claims;
  }

  void checkSignature(PublicKey key) {
    if (!isSignedBy(key)) {
      throw invalid("The token's signature is wrong");
    }
  }

  private boolean isSignedBy(PublicKey key) {
    try {
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initVerify(key);
      rsa.update(token, 0, signedLength);
      return rsa.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  // Without the cause, whose message would quote the token.
  private static AuthenticationException malformed() {
    return invalid("The token is not a JSON web token");
  }

  static AuthenticationException invalid(String what) {
    return refused(Reason.INVALID_TOKEN, what + "; log in and send the user pool's own token");
  }

  static AuthenticationException refused(Reason reason, String message) {
    return AuthenticationException.refusal(reason, message);
  }

  @Override
  public String toString() {
    return "UnverifiedJwt";
  }
}
