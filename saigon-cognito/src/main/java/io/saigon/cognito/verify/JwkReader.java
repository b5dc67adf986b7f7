package io.saigon.cognito.verify;

import io.saigon.api.oauth.JwtAlgorithm;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads JSON web keys (RFC 7518, section 6; RFC 8037). */
final class JwkReader {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;
  private static final int COORDINATE_BYTES = 32;
  private static final ECParameterSpec P256 = p256();

  private JwkReader() {}

  /** Returns the algorithm that a key is for, or null for another one. */
  static @Nullable JwtAlgorithm algorithm(JsonObject json) {
    JwtAlgorithm ofType =
        switch (String.valueOf(json.getValue("kty"))) {
          case "RSA" -> JwtAlgorithm.RS256;
          case "EC" -> "P-256".equals(json.getValue("crv")) ? JwtAlgorithm.ES256 : null;
          case "OKP" -> "Ed25519".equals(json.getValue("crv")) ? JwtAlgorithm.EDDSA : null;
          default -> null;
        };
    Object alg = json.getValue("alg");
    return alg == null || JwtSignature.algorithm(alg) == ofType ? ofType : null;
  }

  /** Returns the key, or null if it is malformed, too weak or too large. */
  static @Nullable PublicKey read(JsonObject json, JwtAlgorithm algorithm) {
    try {
      return switch (algorithm) {
        case RS256 -> rsa(json);
        case ES256 -> p256(json);
        case EDDSA -> ed25519(json);
      };
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private static @Nullable PublicKey rsa(JsonObject json) throws GeneralSecurityException {
    BigInteger modulus = new BigInteger(1, bytes(json, "n"));
    BigInteger exponent = new BigInteger(1, bytes(json, "e"));
    if (modulus.bitLength() < MIN_RSA_BITS
        || modulus.bitLength() > MAX_RSA_BITS
        || exponent.bitLength() > Integer.SIZE) {
      return null;
    }
    return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  private static @Nullable PublicKey p256(JsonObject json) throws GeneralSecurityException {
    byte[] x = bytes(json, "x");
    byte[] y = bytes(json, "y");
    if (x.length != COORDINATE_BYTES || y.length != COORDINATE_BYTES) {
      return null;
    }
    ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
    return isOnCurve(point)
        ? KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256))
        : null;
  }

  /** Returns whether a key is a point of P-256. */
  static boolean isP256(ECPublicKey key) {
    return key.getParams().getCurve().equals(P256.getCurve())
        && key.getParams().getOrder().equals(P256.getOrder())
        && isOnCurve(key.getW());
  }

  // y^2 = x^3 + ax + b, which the JDK does not check.
  private static boolean isOnCurve(ECPoint point) {
    BigInteger p = ((ECFieldFp) P256.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right =
        x.pow(3).add(P256.getCurve().getA().multiply(x)).add(P256.getCurve().getB()).mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
  }

  private static @Nullable PublicKey ed25519(JsonObject json) throws GeneralSecurityException {
    byte[] encoded = bytes(json, "x");
    if (encoded.length != COORDINATE_BYTES) {
      return null;
    }
    // RFC 8032, section 5.1.2: little-endian y, and the lowest bit of x as the highest one.
    byte[] y = new byte[COORDINATE_BYTES];
    for (int i = 0; i < COORDINATE_BYTES; i++) {
      y[i] = encoded[COORDINATE_BYTES - 1 - i];
    }
    boolean isOdd = (y[0] & 0x80) != 0;
    y[0] &= 0x7f;
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(isOdd, new BigInteger(1, y))));
  }

  private static byte[] bytes(JsonObject json, String name) {
    try {
      String text = json.getValue(name) instanceof String found ? found : "";
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static ECParameterSpec p256() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
