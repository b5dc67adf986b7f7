package io.saigon.cognito.verify;

import io.saigon.api.oauth.JwtAlgorithm;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.jspecify.annotations.Nullable;

/** Signatures of JSON web tokens. A key is used for the one algorithm of its type. */
final class JwtSignature {
  private static final int ES256_HALF = 32;

  private JwtSignature() {}

  /** Returns the algorithm of a token's header, or null. */
  static @Nullable JwtAlgorithm algorithm(@Nullable Object alg) {
    if (!(alg instanceof String name)) {
      return null;
    }
    return switch (name) {
      case "RS256" -> JwtAlgorithm.RS256;
      case "ES256" -> JwtAlgorithm.ES256;
      // RFC 8037, and RFC 9864 for the same with the curve's name.
      case "EdDSA", "Ed25519" -> JwtAlgorithm.EDDSA;
      default -> null;
    };
  }

  static boolean isValid(
      JwtAlgorithm algorithm, PublicKey key, byte[] token, int signedLength, byte[] signature) {
    if (!isFor(key, algorithm) || (algorithm == JwtAlgorithm.ES256 && !isPair(signature))) {
      return false;
    }
    try {
      Signature verifier =
          Signature.getInstance(
              switch (algorithm) {
                case RS256 -> "SHA256withRSA";
                case ES256 -> "SHA256withECDSAinP1363Format";
                case EDDSA -> "Ed25519";
              });
      verifier.initVerify(key);
      verifier.update(token, 0, signedLength);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  // The algorithm is never the sender's choice: a public key is not taken for a shared secret, nor
  // for a key of another algorithm.
  private static boolean isFor(PublicKey key, JwtAlgorithm algorithm) {
    return switch (algorithm) {
      case RS256 -> key instanceof RSAPublicKey;
      case ES256 -> key instanceof ECPublicKey;
      case EDDSA -> key instanceof EdECPublicKey;
    };
  }

  // Two numbers of 32 bytes other than zero, which old releases of the JDK took for a signature of
  // anything (CVE-2022-21449).
  private static boolean isPair(byte[] signature) {
    return signature.length == 2 * ES256_HALF
        && !isZero(signature, 0)
        && !isZero(signature, ES256_HALF);
  }

  private static boolean isZero(byte[] signature, int from) {
    for (int i = from; i < from + ES256_HALF; i++) {
      if (signature[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
