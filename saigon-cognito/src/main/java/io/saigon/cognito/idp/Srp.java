package io.saigon.cognito.idp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The client's side of one log-in by the Secure Remote Password protocol, version 6a (RFC 2945, RFC
 * 5054), with Cognito's choices: group 15 of RFC 3526, SHA-256, numbers hashed as two's complement,
 * and a key derived as in RFC 5869. Its arithmetic takes tens of milliseconds, so it belongs on a
 * worker.
 */
final class Srp {
  static final BigInteger N =
      new BigInteger(
          """
          FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74\
          020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437\
          4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
          EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05\
          98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB\
          9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B\
          E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718\
          3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33\
          A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7\
          ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864\
          D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2\
          08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF""",
          16);
  private static final BigInteger G = BigInteger.TWO;
  private static final BigInteger K = number(sha256(N.toByteArray(), G.toByteArray()));
  private static final byte[] KEY_INFO = "Caldera Derived Key\1".getBytes(UTF_8);
  private static final int KEY_BYTES = 16;
  // RFC 3526, section 8, has 420 bits for the cautious estimate of this group's strength.
  private static final int EXPONENT_BYTES = 64;

  private final BigInteger secret;
  private final BigInteger publicA;

  Srp(BigInteger secret) {
    this.secret = secret;
    this.publicA = G.modPow(secret, N);
  }

  static Srp create(SecureRandom random) {
    byte[] exponent = new byte[EXPONENT_BYTES];
    random.nextBytes(exponent);
    return new Srp(number(exponent));
  }

  /** Returns the client's public value A in hexadecimal digits. */
  String publicValue() {
    return publicA.toString(16);
  }

  /**
   * Computes the key that client and pool share if the password is right.
   *
   * @throws IllegalParameter if the pool's value would lead to a publicly known key
   */
  byte[] key(String poolName, String userId, String password, BigInteger publicB, BigInteger salt)
      throws IllegalParameter {
    BigInteger u = number(sha256(publicA.toByteArray(), publicB.toByteArray()));
    requireSecretKey(publicB, u);
    BigInteger x = privateKey(poolName, userId, password, salt);
    BigInteger base = publicB.subtract(K.multiply(G.modPow(x, N))).mod(N);
    BigInteger shared = base.modPow(secret.add(u.multiply(x)), N);
    byte[] extracted = hmac(u.toByteArray(), shared.toByteArray());
    return Arrays.copyOf(hmac(extracted, KEY_INFO), KEY_BYTES);
  }

  /** Computes what a pool keeps of a password to verify it later. */
  static BigInteger verifier(String poolName, String userId, String password, BigInteger salt) {
    return G.modPow(privateKey(poolName, userId, password, salt), N);
  }

  private static BigInteger privateKey(
      String poolName, String userId, String password, BigInteger salt) {
    byte[] identity = sha256((poolName + userId + ":" + password).getBytes(UTF_8));
    return number(sha256(salt.toByteArray(), identity));
  }

  // RFC 5054, sections 2.5.4 and 2.6: with either the key would not depend on the password.
  static void requireSecretKey(BigInteger publicB, BigInteger u) throws IllegalParameter {
    if (publicB.mod(N).signum() == 0 || u.signum() == 0) {
      throw new IllegalParameter();
    }
  }

  /** Computes the signature of the password claim. */
  static byte[] signature(
      byte[] key, String poolName, String userId, byte[] secretBlock, String timestamp) {
    return hmac(
        key,
        poolName.getBytes(UTF_8),
        userId.getBytes(UTF_8),
        secretBlock,
        timestamp.getBytes(UTF_8));
  }

  private static BigInteger number(byte[] magnitude) {
    return new BigInteger(1, magnitude);
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  /** Signals values of the pool with which the protocol would prove nothing (RFC 5054). */
  static final class IllegalParameter extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
