package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.Ids;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's side of Cognito's Secure Remote Password: RFC 5054's 3072-bit group, hashes over
 * numbers in Cognito's padded form, and a key derived for the words "Caldera Derived Key".
 */
final class Srp {
  private static final BigInteger N =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22"
              + "514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6"
              + "F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3D"
              + "C2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"
              + "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E8603"
              + "9B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
              + "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D"
              + "B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864"
              + "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB31"
              + "43DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
          16);
  private static final BigInteger G = BigInteger.TWO;
  private static final BigInteger K = new BigInteger(1, sha256(N.toByteArray(), G.toByteArray()));

  private final BigInteger salt;
  private final BigInteger verifier;
  private final BigInteger b;
  private final BigInteger publicB;

  private Srp(BigInteger salt, BigInteger verifier, BigInteger b) {
    this.salt = salt;
    this.verifier = verifier;
    this.b = b;
    publicB = K.multiply(verifier).add(G.modPow(b, N)).mod(N);
  }

  static Srp begin(String poolName, String userId, String password) {
    return begin(
        poolName,
        userId,
        password,
        new BigInteger(1, Ids.bytes(16)),
        new BigInteger(1, Ids.bytes(128)));
  }

  static Srp begin(String poolName, String userId, String password, BigInteger salt, BigInteger b) {
    byte[] who = sha256(utf8(poolName + userId + ":" + password));
    BigInteger x = new BigInteger(1, sha256(salt.toByteArray(), who));
    return new Srp(salt, G.modPow(x, N), b);
  }

  /** Begins the log-in of someone whose verifier is known, and whose secret is not. */
  static Srp of(BigInteger salt, BigInteger verifier) {
    return new Srp(salt, verifier, new BigInteger(1, Ids.bytes(128)));
  }

  static boolean isSafe(BigInteger publicA) {
    return publicA.signum() > 0 && publicA.mod(N).signum() != 0;
  }

  String salt() {
    return salt.toString(16);
  }

  String publicB() {
    return publicB.toString(16);
  }

  /** Returns the session key; it equals the client's only if that knows the password. */
  byte[] key(BigInteger publicA) {
    BigInteger u = new BigInteger(1, sha256(publicA.toByteArray(), publicB.toByteArray()));
    BigInteger shared = publicA.multiply(verifier.modPow(u, N)).modPow(b, N);
    return derive(shared, u);
  }

  static byte[] derive(BigInteger shared, BigInteger u) {
    byte[] pseudoRandom = hmac(u.toByteArray(), shared.toByteArray());
    return Arrays.copyOf(hmac(pseudoRandom, utf8("Caldera Derived Key"), new byte[] {1}), 16);
  }

  static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(joined(parts));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks HmacSHA256", e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(joined(parts));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks SHA-256", e);
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
